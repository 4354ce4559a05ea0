export { frame } from './frame';
export { message } from './message';
export { help, rules, sessions } from './views';
