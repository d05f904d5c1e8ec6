/** The agent's place: three columns while there is a call (who, what, outcome), my day while there is none. */
import { useAgentLine } from '@/live/agent'
import { usePerson } from '@/shared/session'
import { MyDay } from './MyDay'
import { OutcomeColumn } from './OutcomeColumn'
import { WhatColumn } from './WhatColumn'
import { WhoColumn } from './WhoColumn'
import { useLeftoverNotes } from './notes'
import { useCallOnDesk } from './useCallOnDesk'
import styles from './Workbench.module.css'

export function WorkbenchPage() {
  const person = usePerson()
  const line = useAgentLine()
  const call = useCallOnDesk(line?.desk ?? null)
  useLeftoverNotes(person?.id ?? '')
  if (!line || !person) return null
  if (!call) return <MyDay />
  return (
    <div className={styles.columns} key={call.id} data-testid="workbench-call">
      <WhoColumn call={call} />
      <WhatColumn call={call} />
      <OutcomeColumn call={call} person={person.id} state={line.desk.agent?.state ?? ''} />
    </div>
  )
}
