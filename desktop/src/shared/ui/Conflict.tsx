/** Somebody else changed the row meanwhile: who, when, what, and the two ways on. */
import { Alert, Button, Flex } from 'antd'
import { ApiError } from '@/shared/api/errors'
import { usePick, useText } from '@/shared/text'
import { FieldNames } from './FieldNames'
import { Moment } from './Figures'

export function isConflict(error: unknown): error is ApiError {
  return error instanceof ApiError && error.code === 'changed_meanwhile'
}

export function Conflict({ error, onReload, onOverwrite }: { error: ApiError; onReload?: (() => void) | undefined; onOverwrite: () => void }) {
  const t = useText()
  const pick = usePick()
  const { at, fields_changed: names } = error.data as { at?: string; fields_changed?: string[] }
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      data-testid="conflict"
      title={pick(error.sentence)}
      description={
        <Flex vertical gap={8}>
          <span>
            <Moment at={at} /> · <FieldNames names={names ?? []} />
          </span>
          <Flex gap={8}>
            {onReload && (
              <Button size="small" type="primary" onClick={onReload}>
                {t('conflict.reload')}
              </Button>
            )}
            <Button size="small" danger onClick={onOverwrite}>
              {t('conflict.overwrite')}
            </Button>
          </Flex>
        </Flex>
      }
    />
  )
}
