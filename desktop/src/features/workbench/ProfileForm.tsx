/** A customer's profile to mend; of somebody new it is empty, and makes him a customer when it is saved. */
import { useQueryClient } from '@tanstack/react-query'
import { type PopCustomer, popKey } from '@/live/pop'
import { api, call as answer } from '@/shared/api/client'
import { CustomerFields, type CustomerValues, profileOf } from '@/shared/ui/CustomerFields'
import { ApiForm, useSending } from '@/shared/ui/ApiForm'
import { useMay } from '@/shared/session'
import { useText } from '@/shared/text'
import type { DeskCall } from './useCallOnDesk'

export function ProfileForm({ call, number, customer, onDone }: {
  call: DeskCall
  number: string
  customer: PopCustomer | null
  /** It is only mended: back to reading. */
  onDone?: () => void
}) {
  const t = useText()
  const may = useMay()
  const cache = useQueryClient()
  const sending = useSending<CustomerValues>(async (values) => {
    if (customer) {
      await answer(api.PATCH('/api/customers/{id}', { params: { path: { id: customer.id } }, body: values }))
    } else {
      const numbers = number ? [{ number, label: '' }] : []
      await answer(api.POST('/api/customers', { body: { ...values, numbers } }))
    }
    await cache.invalidateQueries({ queryKey: popKey(call.id) })
    onDone?.()
  }, { done: t('what.saved') })
  if (!may('customers.edit')) return null
  return (
    <ApiForm
      quiet
      sending={sending}
      initial={customer ? profileOf(customer) : { gender: '', marks: [] }}
      submitText={t(customer ? 'action.save' : 'what.create')}
      {...(onDone ? { onCancel: onDone } : {})}
    >
      <CustomerFields />
    </ApiForm>
  )
}
