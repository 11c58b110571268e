/** Everyday English words, by how common they are. Kept apart because it is data; written by hand, none names a subject. */

/** `share`: in how much of all texts of a few hundred words one of these is taken to stand. */
export type Band = { readonly share: number; readonly words: readonly string[] };

/**
 * The shares are Zipf's: the n-th commonest word stands in 1 − e^(−40/n) of such texts, n being the middle of the band. In the first bands
 * words go by what they do: verbs, nouns, adjectives, what blogs say of themselves, dates, numbers. One stands for all that are stemmed alike.
 */
export const EVERYDAY: readonly Band[] = [
  {
    share: 0.8, // in four texts of five
    words: [
      'make made use get go know think see look say said take want find work start help give try put show keep let',
      'people year world life place part point end problem question idea change number name case hand',
      'tell ask mean feel become turn call believe leave',
      'read write post set',
    ],
  },
  {
    share: 0.3, // in nearly every third
    words: [
      'got gone went came took gave knew thought saw seen found told felt left wrote written began kept',
      'seem happen run move live begin bring hold follow understand learn build talk create add allow consider include provide expect',
      'remember decide',
      'matter stop stay open play pay meet lose win send spend wait hope love',
      'reason result example group team man men woman women child children person friend family home house school company business',
      'country city state',
      'week month hour minute moment morning night story book word fact side head eye face line level step list form order',
      'important simple common hard easy free full public possible early available true clear close short main single general wrong',
      'page link site share comment article update title text note',
      'million hundred present future',
    ],
  },
  {
    share: 0.1, // in every tenth
    words: [
      'became taught bought brought built held heard lost meant met paid ran sent spent stood understood grew drew chose chosen broke',
      'broken spoke spoken',
      'drove fell fought flew forgot forgotten hid hidden led lay rose sold sat slept taken given known shown',
      'increase decrease grow improve support offer agree explain describe suggest discuss mention compare choose check test fix',
      'solve save reach receive return report',
      'require produce develop raise serve sell buy pass pull push drop cut break carry catch fall fill fight finish force handle hit',
      'join jump kill',
      'lead lie listen miss notice pick plan prefer prepare press prevent prove reduce refer relate remain remove repeat replace',
      'represent rest rise',
      'sit sleep speak stand stick study suppose teach touch travel visit walk watch wear wish wonder worry',
      'area answer approach attempt attention base body chance choice concern control cost course culture date deal decision design',
      'detail difference difficulty',
      'direction effect effort event evidence experience feature figure focus game goal government',
      'ground guess health history human image impact information interest issue job key knowledge language law leader limit local',
      'market material member method mind mistake model money mother father nature news opinion option organization parent party',
      'pattern period piece',
      'position power practice price process product program project purpose quality range rate relationship research response role',
      'room rule',
      'section sense series service situation size society source space standard stage statement street structure style subject',
      'success system',
      'table task technique technology term theory topic total town trade tradition truth type university value version view voice',
      'water',
      'actual amazing basic beautiful cheap complete complex correct current dark dead deep due entire equal exact expensive',
      'extra familiar famous fast favorite final fine fun global happy heavy huge individual large late major modern',
      'national necessary nice normal obvious original popular previous private proper quick random rare ready recent',
      'regular safe sad scary separate serious similar slow social special specific strange strong top typical',
      'unique usual wide worth young',
      'blog web search click email online reader author editor edit publish review summary chapter paragraph draft photo picture',
      'video',
      'subscribe newsletter feed archive category tag reply thread message tweet twitter facebook',
      'january february march april june july august september october november december',
      'monday tuesday wednesday thursday friday saturday sunday weekend',
      'twelve twenty thirty fifty thousand billion dozen percent double',
    ],
  },
  {
    share: 0.05, // in every twentieth
    words: [
      'accept access achieve act action active address admit advance advantage advice affect afford afraid afternoon age agency alone',
      'amount announce appear apply appreciate appropriate argue argument art aspect assume attack attend average avoid award aware',
      'background balance basis behavior benefit bill black blue board born boss box boy brief bright brother brown capital car care',
      'career cause center central century chair challenge charge claim class classic clean cold collect college color combine',
      'comfortable community competition complain concept condition conference connect contact contain content context continue',
      'contribute conversation convince cool copy corner cover crazy credit cross curious customer daughter death define definition',
      'degree deliver demand depend desire destroy determine disappear discover display divide door doubt draw dream drive dry duty',
      'earth east eat economic economy education efficient element employee employer empty encourage energy enjoy enter environment',
      'establish evening examine excellent exchange excited exercise exist express extend factor fail failure fair faith fan field',
      'film food foot foreign forget former forward foundation frequent fresh front fundamental funny gain gap gather girl glad green',
      'guide guy hair heart highlight honest hot hurt husband identify identity ignore imagine immediate impossible impress indicate',
      'industry influence initial instance institution intend internal interpret interview introduce introduction investigate involve',
      'item kid lack land laugh launch lesson lifetime light literature location logic loss loud luck lucky lunch mail maintain',
      'manage mark maximum measure media medium mental mess middle minimum minor mix mode mood motion movie north observe obtain',
      'occasion occur office official operate opportunity oppose opposite overall owner paper park participate particular partner',
      'peace perfect perform permit perspective phrase physical pleasant pleasure plenty pocket potential praise presence president',
      'pressure primary principle print priority privacy professional professor progress promise promote property propose protect',
      'proud quarter quiet quote react reaction reality realize recall recognize recommend record recover red reflect region reject',
      'relative release relevant reliable rely remark repair request resource respect respond reveal rich ride risk rough round route',
      'routine scene schedule science scientist score season secure select self senior sentence sequence session setup shape sharp',
      'shift shock shop shout sign signal significant silly sister skill smart smile smooth soft solid solution son song sound south',
      'speech speed split spot spread spring star station status steal store straight stranger strategy strength stress strike stupid',
      'suffer supply surface surprise surround survey survive suspect switch talent tall target taste tend terrible theme tight tiny',
      'tip tired tone transfer treat treatment trick trip trouble trust unit upset user valid variety vast village visual vital',
      'volume wake warm warn waste weak weight welcome west white wife wild willing wise worker worse worst yellow',
      'homepage website internet account profile password menu download upload screen header footer sidebar disclaimer copyright',
      'essay journalist journal newspaper headline column podcast episode slide footnote',
      'unfortunately suddenly constantly absolutely apparently hopefully sadly',
    ],
  },
];
