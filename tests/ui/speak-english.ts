/** Before every test: words are English, as a reader in Britain sees them. */
import english from '../../public/_locales/en/messages.json';
import { speak } from '../../src/ui/words';
import { voiceOf } from './locale';

speak(voiceOf(english, 'en-GB'));
