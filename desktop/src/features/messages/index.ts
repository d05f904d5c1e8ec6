import { bring } from '@/shared/text'
import { messages } from '@/texts/messages'

bring(messages)

export { MessagesPage } from './MessagesPage'
