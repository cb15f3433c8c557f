/** `npm run rooms`: prints the folders of the repository, how big they are, and which imports which. */
import { describeRooms } from './rooms/report.js';
import { sources } from './rooms/sources.js';

console.log(describeRooms(['src', 'scripts', 'demo', 'test'].flatMap(sources)));
