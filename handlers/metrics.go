package handlers

import (
	"context"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"uncodec/store"
)

// metrics is what /metrics tells Prometheus. Labels have few values, and none names a
// picture or a person.
type metrics struct {
	registry     *prometheus.Registry
	requests     *prometheus.HistogramVec
	restorations *prometheus.HistogramVec
}

func newMetrics(c Config) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "uncodec_http_request_seconds", Help: "Requests answered, by how long that took.",
			Buckets: []float64{.005, .02, .1, .3, 1, 3, 10, 60},
		}, []string{"method", "route", "status"}),
		restorations: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "uncodec_restoration_seconds", Help: "Restorations that were begun, by how they ended and how long they ran.",
			Buckets: []float64{.3, 1, 3, 10, 30, 100, 300},
		}, []string{"model", "state"}),
	}
	waiting := prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "uncodec_queue_length", Help: "Restorations that wait; NaN while the store does not answer.",
	}, func() float64 { return queueLength(c.Studio.Store) })
	about := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "uncodec_model_info", Help: "1 for each model that answers."}, []string{"model", "hash"})
	for _, model := range c.Studio.Models {
		about.WithLabelValues(model.Name, model.Hash).Set(1)
	}
	build := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "uncodec_build_info", Help: "1, for the version that runs."}, []string{"version"})
	build.WithLabelValues(c.Version).Set(1)
	m.registry.MustRegister(m.requests, m.restorations, waiting, about, build,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func queueLength(s *store.Store) float64 {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	n, err := s.QueueLength(ctx)
	if err != nil {
		return math.NaN()
	}
	return float64(n)
}

// request counts one that was answered. Status 0 is that of a client who went. Streams last as long as what they tell
// of, and say nothing here.
func (m *metrics) request(method, route string, status int, took time.Duration) {
	if strings.HasSuffix(route, "/events") {
		return
	}
	m.requests.WithLabelValues(known(method), route, strconv.Itoa(status)).Observe(took.Seconds())
}

var knownMethods = []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodDelete, http.MethodPut, http.MethodPatch, http.MethodOptions}

// known is a request's method, "other" for one that nobody has: that may be of any length.
func known(method string) string {
	if slices.Contains(knownMethods, method) {
		return method
	}
	return "other"
}

// restoration counts one that ended.
func (m *metrics) restoration(model string, state store.State, took time.Duration) {
	m.restorations.WithLabelValues(model, string(state)).Observe(took.Seconds())
}

// metricsShow answers Prometheus.
func (s *site) metricsShow(w http.ResponseWriter, r *http.Request) error {
	promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{}).ServeHTTP(w, r)
	return nil
}
