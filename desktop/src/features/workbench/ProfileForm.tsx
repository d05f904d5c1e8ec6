/** A customer's profile; for an unknown caller it is empty and becomes a customer when it is saved. */
import { useQueryClient } from '@tanstack/react-query'
import { type PopCustomer, popKey } from '@/live/pop'
import { api, call as answer } from '@/shared/api/client'
import { CustomerFields, type CustomerValues, profileOf } from '@/shared/ui/CustomerFields'
import { ApiForm, useSending } from '@/shared/ui/ApiForm'
import { useMay } from '@/shared/session'
import { useText } from '@/shared/text'
import type { DeskCall } from './useCallOnDesk'

export function ProfileForm({ call, number, customer }: { call: DeskCall; number: string; customer: PopCustomer | null }) {
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
  }, { done: t('what.saved') })
  if (!may('customers.edit')) return null
  return (
    <ApiForm
      quiet
      sending={sending}
      initial={customer ? profileOf(customer) : { gender: '', marks: [] }}
      submitText={t(customer ? 'action.save' : 'what.create')}
    >
      <CustomerFields />
    </ApiForm>
  )
}
