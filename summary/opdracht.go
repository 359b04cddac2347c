package summary

// opdracht is the instruction of the model. What it allows is what the checker understands:
// another form of words is dropped there. See [PromptVersie].
const opdracht = `Je schrijft een samenvatting van de hulp die een jeugdige kreeg.`
