import desk from './en.json';
import identity from './identity.en.json';
import official from './official.en.json';
import thread from './thread.en.json';

export default { ...desk, ...thread, ...identity, ...official };
