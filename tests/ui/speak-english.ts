/** Before every test: words are English, as a reader in Britain sees them. */
import english from '../../public/_locales/en/messages.json';
import { voiceOf } from '../../src/ui/messages-voice';
import { speak } from '../../src/ui/words';

speak(voiceOf(english, 'en-GB'));
