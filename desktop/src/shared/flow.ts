/** The shapes of IVR flows, as the engine has them. */
export * from '@/generated/ivr'
