import desk from './en.json';
import identity from './identity.en.json';
import thread from './thread.en.json';

export default { ...desk, ...thread, ...identity };
