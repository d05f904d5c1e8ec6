/** The sample company's customers and agents. */
import { api, call, type Shape } from './client'

export type Traffic = Shape<'TrafficOut'>
export type Rate = Shape<'TrafficForm'>['rate']

export function letCustomerCall(): Promise<unknown> {
  return call(api.POST('/api/demo/customer-calls' as never, { body: {} } as never) as never)
}

export function askTraffic(): Promise<Traffic> {
  return call(api.GET('/api/demo/traffic'))
}

/** Let customers call and sample agents work, for a while. */
export function switchTraffic(rate: NonNullable<Rate>): Promise<Traffic> {
  return call(api.PUT('/api/demo/traffic', { body: { rate, minutes: 15 } }))
}

export function stopTraffic(): Promise<unknown> {
  return call(api.DELETE('/api/demo/traffic'))
}
