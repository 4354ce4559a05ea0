export { frame } from './frame';
export { message } from './message';
