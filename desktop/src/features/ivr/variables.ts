/** The variables of the flow that is being drawn. */
import { createContext, useContext } from 'react'

export const Variables = createContext<readonly string[]>([])

export const useVariables = () => useContext(Variables)
