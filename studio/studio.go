package studio

import (
	"encoding/json"
	"image"
	"io/fs"
	"log/slog"
	"time"

	"golang.org/x/sync/semaphore"

	"uncodec/cache"
	"uncodec/codec"
	"uncodec/codec/metadata"
	"uncodec/quality"
	"uncodec/store"
	"uncodec/turns"
)

// Studio is the engine with a memory: pictures, predictions and restorations in a
// store, restorations run as jobs. Every method that takes an owner answers
// store.ErrNotFound for what is somebody else's.
type Studio struct {
	*Engine
	Store *store.Store
	Log   *slog.Logger
	// WorkTime is the longest that a job or an experiment may run, 0 for no bound. Set it before Run.
	WorkTime time.Duration
	// Ended is told of every restoration that was begun and came to an end, and how long it ran. Set it before Run.
	Ended func(model string, state store.State, took time.Duration)
	// Forgotten is told after pictures or restorations were deleted or expired: nothing of them is to
	// live on in memory. Set it before Run.
	Forgotten func()

	samples     []Sample
	files       fs.FS                              // the samples' pictures
	pixels      *cache.Cache[string, *image.NRGBA] // decoded, by the hash of the file
	decoding    *semaphore.Weighted
	decoders    *turns.Turns // of addresses
	reading     *semaphore.Weighted
	promised    promises
	regions     *cache.Cache[regionKey, region]
	profiles    *cache.Cache[profileKey, metadata.Blocks]
	previewing  *semaphore.Weighted
	maps        *cache.Cache[mapKey, *PredictionMap]
	against     *cache.Cache[pair, *quality.Measures]
	mapping     *turns.Room
	predicting  *turns.Turns // of a picture and a model: who comes meanwhile finds what is believed
	measuring   *turns.Room
	referring   *turns.Room
	jobs        *jobs
	experiments *experiments
	hungry      chan struct{} // a batch's file may be waiting, or find room in the queue
	exhibits    *exhibits
	encoding    encoding
}

// New makes a studio. samples holds samples.json and the pictures that it names.
func New(engine *Engine, s *store.Store, samples fs.FS, log *slog.Logger) (*Studio, error) {
	list, err := readSamples(samples)
	if err != nil {
		return nil, err
	}
	return &Studio{
		Engine: engine, Store: s, Log: log, samples: list, files: samples,
		pixels: cache.New[string](keptPixels, area), decoding: semaphore.NewWeighted(decodeAtOnce), decoders: turns.New(1, 0), reading: semaphore.NewWeighted(readAtOnce),
		regions: newRegions(), profiles: newProfiles(), previewing: semaphore.NewWeighted(keptRegions),
		maps: cache.New[mapKey](keptMaps, cache.Each[*PredictionMap]), mapping: turns.NewRoom(1, 1),
		against: cache.New[pair](keptMeasures, cache.Each[*quality.Measures]), measuring: turns.NewRoom(1, 1),
		referring:  turns.NewRoom(1, 1),
		predicting: turns.New(1, 0),
		jobs:       newJobs(), experiments: newExperiments(), hungry: make(chan struct{}, 1), exhibits: newExhibits(), encoding: newEncoding(),
		Ended: func(string, store.State, time.Duration) {}, Forgotten: func() {},
	}, nil
}

// Header is what the picture's file says of itself.
func Header(i store.Image) codec.Header {
	var h codec.Header
	_ = json.Unmarshal(i.Header, &h) // written by TakeIn; an older row may lack fields
	return h
}
