package web

// contents are the parts of the API's page, by their anchors.
func (m API) contents() []Choice {
	var parts []Choice
	for _, g := range m.Groups {
		parts = append(parts, Choice{Value: "api-" + g.Name, Label: g.Name})
	}
	return parts
}

// contents are the parts that a model's card has, by their anchors.
func (m Card) contents() []Choice {
	parts := []Choice{{Value: "card-names", Label: Words.CardNames}}
	if m.Measured != "" {
		if len(m.Paper) > 0 {
			parts = append(parts, Choice{Value: "card-paper", Label: Words.CardPaper})
		}
		if len(m.Tools) > 0 {
			parts = append(parts, Choice{Value: "card-tools", Label: Words.CardTools})
		}
		parts = append(parts, Choice{Value: "card-settings", Label: Words.CardSettings}, Choice{Value: "card-beliefs", Label: Words.CardBeliefs})
		if len(m.Worth) > 0 {
			parts = append(parts, Choice{Value: "card-worth", Label: Words.CardWorth})
		}
	}
	return append(parts, Choice{Value: "card-limits", Label: Words.CardLimits})
}
