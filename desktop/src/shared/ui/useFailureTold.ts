import { useCallback } from 'react'
import { useTellFailure } from '@/shared/failure'

/** Do it; what goes wrong is told at the edge of the page. */
export function useFailureTold() {
  const tell = useTellFailure()
  return useCallback(
    async (act: () => Promise<unknown>) => {
      try {
        await act()
      } catch (error) {
        tell(error)
      }
    },
    [tell],
  )
}
