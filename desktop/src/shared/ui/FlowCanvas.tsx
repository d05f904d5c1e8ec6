/** The drawing itself, in the house's colours. It is fetched only where something is drawn. */
import { Background, Controls, type Edge, MiniMap, type Node, ReactFlow, type ReactFlowProps } from '@xyflow/react'
import '@xyflow/react/dist/style.css'
import styles from './Designer.module.css'

/** From so many nodes on the whole no longer fits in one sight, and is shown small beside it. */
const many = 12

export const walkedEdge = styles.walkedEdge ?? ''

export function FlowCanvas<N extends Node, E extends Edge>(props: ReactFlowProps<N, E>) {
  return (
    <ReactFlow<N, E> className={styles.flow ?? ''} minZoom={0.2} maxZoom={1.5} proOptions={{ hideAttribution: true }} {...props}>
      <Background color="var(--z-line-strong)" />
      <Controls showInteractive={false} />
      {(props.nodes?.length ?? 0) > many && <MiniMap style={{ width: 150, height: 100 }} pannable zoomable ariaLabel={null} bgColor="var(--z-sheet)" maskColor="rgb(128 128 128 / 20%)" nodeColor="var(--z-line-strong)" />}
    </ReactFlow>
  )
}
