import { type Both, usePick } from '@/shared/text'

export function BothText({ both }: { both: Both | null | undefined }) {
  return <>{usePick()(both)}</>
}
