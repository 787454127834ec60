// Uncodec restores compressed pictures: it says which codec at which level did the
// damage, and repairs it under that condition.
//
// This is the one program: the web studio, the command line and the API.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"reflect"
	"runtime/debug"
	"syscall"

	"github.com/alecthomas/kong"
)

// version is set by the Makefile.
var version = "development"

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(50) // what is held are pixels, which cost a collection nothing
	}
	ends := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // as it is under nohup; else a terminal was closed
		ends = append(ends, syscall.SIGHUP)
	}
	ctx, stop := signal.NotifyContext(context.Background(), ends...)
	// A second signal ends the program at once.
	context.AfterFunc(ctx, stop)
	os.Exit(run(ctx, os.Args[1:], os.Getenv, os.Stdout, os.Stderr))
}

// commands is the command line; each command is in a file of its name.
type commands struct {
	Serve    serveCommand     `cmd:"" help:"Run the web studio."`
	Predict  predictCommand   `cmd:"" help:"Say which codec at which level compressed pictures."`
	Restore  restoreCommand   `cmd:"" help:"Repair pictures."`
	Compress compressCommand  `cmd:"" help:"Compress a picture with a real codec and write what comes back."`
	Compare  compareCommand   `cmd:"" help:"Measure pictures against a reference."`
	Evaluate evaluateCommand  `cmd:"" help:"Measure a model over a folder of pristine pictures."`
	Backup   backupCommand    `cmd:"" help:"Copy a studio's pictures and database, which may be in use, to a new folder."`
	Doctor   doctorCommand    `cmd:"" help:"Say what is here, what is missing, and how to get it."`
	Version  kong.VersionFlag `help:"Print the version."`
	Tools    toolOptions      `embed:""`
}

// out is where a command writes.
type out struct {
	stdout *printer
	stderr io.Writer
}

// errQuiet is a failure that was already told, file by file.
var errQuiet = errors.New("some files failed")

// run is the whole program but for the process: 0 for success, 1 for a failure, 2
// for a command line, or a configuration file, that is not understood.
func run(ctx context.Context, args []string, getenv func(string) string, stdout, stderr io.Writer) int {
	o := out{&printer{to: stdout}, stderr}
	code := o.run(ctx, args, getenv)
	if err := o.stdout.trouble(); err != nil {
		fmt.Fprintf(stderr, "uncodec: what is printed on standard output is not whole: %v\n", err)
		code = max(code, 1)
	}
	return code
}

func (o out) run(ctx context.Context, args []string, getenv func(string) string) int {
	var c commands
	exit := -1
	resolvers, err := configuration(getenv)
	if err != nil {
		fmt.Fprintln(o.stderr, "uncodec:", err)
		return 2
	}
	parser, err := kong.New(&c,
		kong.Name("uncodec"),
		kong.Description("Restores compressed pictures, knowing what compressed them."),
		kong.Writers(o.stdout.to, o.stderr), // as it is: help is as wide as the terminal
		kong.Exit(func(code int) { exit = code }),
		kong.Vars{"version": "uncodec " + version, "data": usualData(getenv)},
		kong.Resolvers(resolvers...),
		kong.UsageOnError(),
		kong.KindMapper(reflect.String, kong.MapperFunc(asGiven)),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
	if err != nil {
		fmt.Fprintln(o.stderr, "uncodec:", err)
		return 2
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if exit >= 0 { // --help or --version
		return exit
	}
	if err == nil {
		err = limits(parsed.Flags())
	}
	if err != nil {
		return o.misunderstood(parsed, args, err)
	}
	parsed.BindTo(ctx, (*context.Context)(nil))
	switch err := parsed.Run(&c.Tools, o); {
	case err == nil:
		return 0
	case errors.As(err, new(lineError)):
		return o.misunderstood(parsed, args, err)
	case errors.Is(err, errQuiet):
		return 1
	case errors.Is(err, errAnew):
		return anewCode
	case ctx.Err() != nil && errors.Is(err, ctx.Err()):
		fmt.Fprintln(o.stderr, "uncodec: interrupted")
		return 1
	default:
		fmt.Fprintln(o.stderr, "uncodec:", err)
		return 1
	}
}
