/** The sample company's customers. */
import { api, call } from './client'

export function letCustomerCall(): Promise<unknown> {
  return call(api.POST('/api/demo/customer-calls' as never, { body: {} } as never) as never)
}
