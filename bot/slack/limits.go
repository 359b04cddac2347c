package slack

// What Slack takes, in characters (not bytes) unless it says otherwise. A message or a
// view that has one more is refused as a whole.
const (
	maxBlocks     = 50     // blocks of a message
	maxViewBlocks = 100    // blocks of a modal or of the home page
	maxViewBytes  = 250000 // a whole view, as JSON
	maxText       = 3000   // of a text object; the same is kept to for rich text
	maxElements   = 25     // buttons in one row
	maxLabel      = 75     // on a button, of a choice and its value
	maxValue      = 2000   // what a button carries
	maxTitle      = 24     // of a modal and of its buttons
	maxInputLabel = 2000   // of the label, the hint and the error of a field
	maxOptions    = 100    // choices of a menu
	maxTicks      = 10     // choices of radio buttons and of ticks
	maxMetadata   = 3000   // what a modal remembers
	maxID         = 255    // of a block, an action, a callback
	maxPreview    = 300    // of what a notification shows: Slack takes more, a telephone does not
)

// Slack counts the characters of all blocks of a message together, and something for what
// holds them: it promises 12 000, and has refused rich text of 11 341 (bolt-js#2867). How it
// counts is not written down, so a post here is at most postRoom with all of this counted.
const (
	postRoom   = 10000
	chunkRoom  = 4000 // of one block of rich text: with its buttons it always fits in a post
	blockCost  = 40
	spanCost   = 20
	buttonCost = 20
)

// stepBlocks is how many fields a modal asks at once; a longer form goes in steps. It is a
// screen full, and it is few enough for [maxViewBytes]: a field takes at most menuBytes when
// it is a menu, and 6 bytes for each of its [bot.MaxValue] characters when it is a text.
const stepBlocks = 12

// menuBytes is how much the choices of one field may take in a view, as JSON: a hundred
// names of 60 characters fit.
const menuBytes = 18000

// homeBytes is how much of a home page is filled: room is left for what Slack adds.
const homeBytes = maxViewBytes * 4 / 5
