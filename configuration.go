package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"
)

// Every option can come from the environment as UNCODEC_NAME, and from the JSON file that
// UNCODEC_CONFIG names: {"addr": ":80", "max-pixels": 20000000, "proxy": ["10.0.0.5/32"]}.
// The command line goes before the environment, which goes before the file.
const configVariable = "UNCODEC_CONFIG"

// configuration is where options come from that the command line does not have, the strongest last.
func configuration(getenv func(string) string) ([]kong.Resolver, error) {
	path := getenv(configVariable)
	if path == "" {
		return []kong.Resolver{environment(getenv)}, nil
	}
	file, err := readConfiguration(path)
	if err != nil {
		return nil, fmt.Errorf("%s names %s: %w", configVariable, path, err)
	}
	return []kong.Resolver{file, environment(getenv)}, nil
}

// variablePrefix begins the name of every variable that the program reads for itself.
const variablePrefix = "UNCODEC_"

// variable is where the environment has an option.
func variable(flag *kong.Flag) string {
	return variablePrefix + strings.ToUpper(strings.ReplaceAll(flag.Name, "-", "_"))
}

// order tells whether a flag is no option but an order, which only the command line gives: an image of a
// container often has its own UNCODEC_VERSION.
func order(flag *kong.Flag) bool { return flag.Name == "help" || flag.Name == "version" }

// environment lets --some-option come from UNCODEC_SOME_OPTION.
func environment(getenv func(string) string) kong.Resolver {
	return kong.ResolverFunc(func(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
		if order(flag) {
			return nil, nil
		}
		if v := getenv(variable(flag)); v != "" {
			return v, nil
		}
		return nil, nil
	})
}

// configurationFile holds options by their long names, without the dashes before them.
type configurationFile map[string]any

func readConfiguration(path string) (options configurationFile, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, errors.Unwrap(err) // the path is told by the caller
	}
	if err := json.Unmarshal(text, &options); err != nil {
		return nil, fmt.Errorf("it is not one JSON object of options: %w", err)
	}
	return options, nil
}

// Resolve gives an option's value, nil for none.
func (f configurationFile) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	value := f[flag.Name]
	number, ok := value.(float64)
	if ok && number != 0 && flag.Target.Type() == reflect.TypeFor[time.Duration]() { // it would be taken for billionths of a second
		return nil, fmt.Errorf("the configuration file has %v for --%s, without a unit: write it as \"1h\", \"90s\" or the like", number, flag.Name)
	}
	if ok && flag.Target.CanInt() && number != math.Trunc(number) { // it would be cut
		return nil, fmt.Errorf("the configuration file has %v for --%s: give a whole number", number, flag.Name)
	}
	return value, nil
}

// Validate refuses names that no command has: a misspelt limit would be no limit.
func (f configurationFile) Validate(app *kong.Application) error {
	var names []string
	for _, flag := range flagsOf(app) {
		names = append(names, flag.Name)
	}
	for name := range f {
		if !slices.Contains(names, name) {
			return fmt.Errorf("the configuration file has %q, and there is no option --%s", name, name)
		}
	}
	return nil
}

// flagsOf lists the flags of every command.
func flagsOf(app *kong.Application) (flags []*kong.Flag) {
	_ = kong.Visit(app, func(node kong.Visitable, next kong.Next) error {
		if flag, ok := node.(*kong.Flag); ok {
			flags = append(flags, flag)
		}
		return next(nil)
	})
	return flags
}
