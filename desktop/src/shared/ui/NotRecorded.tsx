/** A conversation of which there is no recording, and why; brief: a mark that says it when it is asked. */
import { AudioMutedOutlined } from '@ant-design/icons'
import { Tooltip, Typography } from 'antd'
import { isText, useText } from '@/shared/text'

export function NotRecorded({ why, brief = false }: { why: string; brief?: boolean }) {
  const t = useText()
  if (!why) return null
  const key = `unrecorded.${why}`
  const said = t(isText(key) ? key : 'unrecorded.other')
  const mark = <AudioMutedOutlined role="img" aria-label={said} aria-hidden={!brief} />
  if (brief)
    return (
      <Tooltip title={said}>
        <Typography.Text type="warning">{mark}</Typography.Text>
      </Tooltip>
    )
  return (
    <Typography.Text type="warning">
      {mark} {said}
    </Typography.Text>
  )
}
