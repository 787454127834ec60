package handlers

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"uncodec/web"
)

//go:embed openapi.json
var openAPI []byte

// openAPIShow is the API's description for programs.
func openAPIShow(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(openAPI) // an error means that the client went
	return nil
}

// apiShow is the same for people, with lines to try.
func (s *site) apiShow(w http.ResponseWriter, r *http.Request) error {
	m := s.api
	m.Page = s.page(web.Words.APITitle, web.RoomAPI)
	m.Base = s.origin(r) + "/api/v1"
	s.render(w, r, http.StatusOK, web.APIPage(m))
	return nil
}

// origin is where this site is, as the visitor came to it.
func (s *site) origin(r *http.Request) string {
	if s.overTLS(r) {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// description is what the page shows of openapi.json.
type description struct {
	Info  struct{ Description string }
	Tags  []struct{ Name string }
	Paths map[string]map[string]json.RawMessage
}

// operation is what one request does.
type operation struct {
	Tags       []string
	Summary    string
	Parameters []struct {
		Name, In, Description string
	}
	Responses map[string]struct {
		Description string
	}
	Curl string `json:"x-curl"`
}

// methods in the order in which they are shown.
var methods = []string{"get", "post", "patch", "delete"}

// readOpenAPI makes the page's model out of the description.
func readOpenAPI(text []byte) (m web.API, err error) {
	var d description
	if err := json.Unmarshal(text, &d); err != nil {
		return m, fmt.Errorf("handlers: openapi.json: %w", err)
	}
	groups := map[string][]web.APIOperation{}
	for _, path := range slices.Sorted(maps.Keys(d.Paths)) {
		for _, method := range methods {
			raw, ok := d.Paths[path][method]
			if !ok {
				continue
			}
			var op operation
			if err := json.Unmarshal(raw, &op); err != nil {
				return m, fmt.Errorf("handlers: openapi.json: %s %s: %w", method, path, err)
			}
			if len(op.Tags) != 1 {
				return m, fmt.Errorf("handlers: openapi.json: %s %s has %d tags and needs one", method, path, len(op.Tags))
			}
			groups[op.Tags[0]] = append(groups[op.Tags[0]], op.shown(strings.ToUpper(method), path))
		}
	}
	m.Lead = d.Info.Description
	for _, tag := range d.Tags {
		m.Groups = append(m.Groups, web.APIGroup{Name: tag.Name, Operations: groups[tag.Name]})
	}
	return m, nil
}

func (o operation) shown(method, path string) web.APIOperation {
	out := web.APIOperation{Method: method, Path: path, Summary: o.Summary, Curl: o.Curl}
	for _, p := range o.Parameters {
		if p.In == "query" {
			out.Query = append(out.Query, web.Choice{Value: "?" + p.Name, Label: p.Description})
		}
	}
	var refused []string
	for status, response := range o.Responses {
		if status == "default" { // the lead tells of it
			continue
		}
		if response.Description == "" { // a problem, by reference
			refused = append(refused, status)
			continue
		}
		out.Answers = append(out.Answers, web.Choice{Value: status, Label: response.Description})
	}
	slices.Sort(refused)
	slices.SortFunc(out.Answers, func(a, b web.Choice) int { return strings.Compare(a.Value, b.Value) })
	out.Refused, out.Reason = strings.Join(refused, ", "), web.Words.APIRefused
	if spoken(path) {
		out.Reason = web.Words.APIRefusedTensors
	}
	return out
}
