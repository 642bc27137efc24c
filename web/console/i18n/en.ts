import desk from './en.json';
import identity from './identity.en.json';
import official from './official.en.json';
import staff from './staff.en.json';
import thread from './thread.en.json';

export default { ...desk, ...staff, ...thread, ...identity, ...official };
