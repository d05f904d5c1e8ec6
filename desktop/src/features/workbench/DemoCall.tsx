/** In the sample company a customer calls when asked to: a real call, from the carrier. */
import { PhoneOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import { letCustomerCall } from '@/shared/api/demo'
import { useTellFailure } from '@/shared/failure'
import { useText } from '@/shared/text'

export function DemoCall() {
  const t = useText()
  const { message } = App.useApp()
  const tell = useTellFailure()
  const [busy, setBusy] = useState(false)
  const press = async () => {
    setBusy(true)
    try {
      await letCustomerCall()
      void message.success(t('demo.coming'))
    } catch (error) {
      tell(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button icon={<PhoneOutlined />} loading={busy} onClick={() => void press()} data-act="demo-call">
      {t('demo.call')}
    </Button>
  )
}
