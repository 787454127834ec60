package web

// Words is every fixed word that a person reads, each part in the file of its name, …words.go:
// a translation is another value of it. Sentences that are made out of figures are in
// …sentences.go.
var Words = struct {
	siteWords
	intakeWords
	viewerWords
	conditionWords
	resultWords
	shareWords
	batchWords
	labWords
	evaluationWords
	cardWords
	experimentsWords
	kioskWords
	refusalWords
}{
	siteEnglish,
	intakeEnglish,
	viewerEnglish,
	conditionEnglish,
	resultEnglish,
	shareEnglish,
	batchEnglish,
	labEnglish,
	evaluationEnglish,
	cardEnglish,
	experimentsEnglish,
	kioskEnglish,
	refusalEnglish,
}
