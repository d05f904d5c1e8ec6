/** The drawing itself, in the house's colours. It is fetched only where something is drawn. */
import { Background, Controls, type Edge, type Node, ReactFlow, type ReactFlowProps } from '@xyflow/react'
import '@xyflow/react/dist/style.css'
import styles from './Designer.module.css'

export const walkedEdge = styles.walkedEdge ?? ''

export function FlowCanvas<N extends Node, E extends Edge>(props: ReactFlowProps<N, E>) {
  return (
    <ReactFlow<N, E> className={styles.flow ?? ''} minZoom={0.2} maxZoom={1.5} proOptions={{ hideAttribution: true }} {...props}>
      <Background color="var(--z-line-strong)" />
      <Controls showInteractive={false} />
    </ReactFlow>
  )
}
