/** Words that say nothing about what a text is about, in English and where the language is not known. Kept apart because it is data. */

/**
 * Grouped by the work a word does in a sentence; "don", "ve" and the like remain of contractions. Common verbs are no stop words: pairs with
 * them ("get start") say something (nDCG@5 +.004 on the pack).
 */
export const ENGLISH: readonly string[] = [
  'an the this that these those such same other another each every either',
  'neither both all any some no none few fewer less least more most',
  'many much several enough own else',
  'he him his himself she her hers herself it its itself they',
  'them their theirs themselves we us our ours ourselves you your yours yourself',
  'yourselves me my mine myself one ones someone somebody something anyone anybody anything everyone everybody everything nobody nothing',
  'who whom whose which what whatever whoever whichever where wherever when whenever why how however whether',
  'about above across after against along alongside amid among amongst',
  'around as at before behind below beneath beside besides between beyond',
  'by despite down during except for from in inside into like near of',
  'off on onto out outside over past per since than through throughout till',
  'to toward towards under underneath until up upon via with within without',
  'and but or nor so yet if then because although though',
  'while whereas unless lest thus hence therefore otherwise instead moreover furthermore',
  'meanwhile nevertheless nonetheless',
  'am is are was were be been being have has had having do does',
  'did done doing can could may might must shall should will would ought need',
  'needs needed dare cannot don doesn didn isn aren wasn weren hasn haven hadn won wouldn couldn shouldn mustn ain ca wo sha ve ll re',
  'now here there again ago already almost also always anyway away back',
  'even ever far first forth further hardly just last later lately long',
  'maybe mostly mainly merely never next not often once only',
  'originally perhaps possibly pretty probably quite rather really simply sometimes',
  'somewhat somewhere soon still together too twice usually',
  'very well actually basically certainly clearly definitely especially essentially',
  'eventually exactly fairly finally generally indeed literally nearly',
  'obviously particularly previously quickly recently slightly surely truly',
  'good better best bad great little lot lots bit new old big',
  'small high low right sure able likely different various certain whole real kind',
  'sort thing things stuff way ways two three four five six seven',
  'eight nine ten second third half time times day days today yesterday tomorrow',
  'etc eg ie vs ok okay yes yeah oh hi hello thanks thank please',
];

/**
 * The commonest words of other languages in Latin letters, without accents as stems.ts compares them; none that means something in English
 * ("door", "sin") or is a name ("mit", "os"). With two German essays among English ones they would look rare, and any German page would match.
 */
const ELSEWHERE: readonly string[] = [
  'der die das und ist nicht ein eine einen einem einer eines dem des von zu sich auf ich es im sie wir er auch wie aber oder wenn dass',
  'noch nur nach bei aus zum zur vom als wird werden wurde sind haben kann durch mehr sehr hier schon diese dieser dieses',
  'le la les un une et est dans que qui ne pas sur avec ce cette ses',
  'au aux du en il elle nous vous ils elles je se sont etre avoir ont fait',
  'mais ou donc ainsi tous toute leur leurs dont aussi bien peut quand comme entre deux tres',
  'el los las una unos unas que por para como pero mas esta este esto estos estas ser fue han muy sobre entre todo todos cuando',
  'donde porque tambien desde hasta ya sus lo le nos yo',
  'il lo gli uno che di per sono della delle dei degli nel nella dal alla alle anche questo questa quello ma piu come cosi essere stato',
  'uma uns umas das nos ao aos pelo pela com nao isso isto ele ela eles mas mais tambem foi ser sao esta seu sua quando muito',
  'het een niet dat zijn voor ook maar naar bij aan uit nog wel kan hebben heeft deze wordt worden onder',
];

export const STOP_WORDS: ReadonlySet<string> = new Set([...ENGLISH, ...ELSEWHERE].join(' ').split(' '));
