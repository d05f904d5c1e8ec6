/** A configured thing by its name in the reader's language. */
import { useNamed } from '@/shared/dispositions'

export function Named({ row }: { row: { name: string; name_en?: string } | null | undefined }) {
  return <>{useNamed()(row) || '–'}</>
}
