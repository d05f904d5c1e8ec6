/** On which switch it stands. Where the house has one switch there is nothing to choose, and nothing to read. */
import { ChoiceField } from '@/shared/ui/Fields'
import { useNodes } from './choices'

export function NodeField() {
  const nodes = useNodes()
  return (
    <div hidden={nodes.length === 1}>
      <ChoiceField name="node" label="field.node" needed options={nodes} />
    </div>
  )
}
