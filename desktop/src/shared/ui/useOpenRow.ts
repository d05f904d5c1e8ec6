/** Which row of a list is open beside it: in the address, so that a link and a reload show the same. */
import { useCallback } from 'react'
import { useSearchParams } from 'react-router'
import { writeTable } from './tableAddress'

export function useOpenRow(): [string | null, (id: string | null) => void] {
  const [search, setSearch] = useSearchParams()
  const show = useCallback((id: string | null) => setSearch((now) => writeTable(now, { open: id, edit: null }), { replace: true }), [setSearch])
  return [search.get('open'), show]
}
