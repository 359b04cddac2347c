package mattermost

// What Mattermost takes. Its own checks count bytes where they say characters, and a dialog
// that breaks them is shown all the same or not at all, without a word to who sent it. So all
// of this is kept to here, for the oldest and the newest server at once.
const (
	maxMessage  = 16383 // characters of a post; a character is at most four bytes, and 65,535 of those fit
	maxProps    = 7500  // characters of the props of a post, as JSON: 5.37 takes 8,000 and wants 400 itself
	propsMargin = 300   // of those for what is not ours: the key of the message, who sent it

	maxTitle     = 24   // bytes of the title of a dialog
	maxLabel     = 24   // bytes of the label of an element
	maxName      = 300  // bytes of the name of an element, with the mark of its sheet
	maxHelp      = 150  // bytes under an element
	maxTyped     = 150  // bytes that a field of one line begins with; characters that fit in it
	maxTypedLong = 3000 // the same of a field of several lines
	maxPicture   = 150  // bytes beside a tick
)

// rowButtons is how many buttons stand beside each other; more of them are a menu.
const rowButtons = 8

// stepFields is how many fields a dialog asks at once; a longer form goes in steps. It is a
// screen full on a telephone, where everything is under each other.
const stepFields = 7

// dateFields is how many elements a dialog with a calendar has at most: in a longer one the
// calendar cannot be reached (mattermost#35632).
const dateFields = 7

// menuRadios is up to how many choices are all in view. With more of them a menu is easier to
// read.
const menuRadios = 4
