package handlers

import (
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
)

// routes is the whole address map.
func (s *site) routes() chi.Router {
	r := chi.NewRouter()
	r.Use(s.steady, s.address(), s.identify, s.secure, s.observe, s.recoverPanics, s.knownHost, s.sameOrigin, s.readQuery, middleware.GetHead)
	r.NotFound(s.handle(notFound))
	r.MethodNotAllowed(s.handle(methodNotAllowed(r)))

	r.Get("/healthz", s.handle(s.healthShow))
	r.Get("/readyz", s.handle(s.readyShow))
	r.Get("/static/{hash}/*", s.handle(s.assetShow))
	r.Get("/model", s.handle(s.cardShow))
	r.Get("/api", s.handle(s.apiShow))
	r.Get("/metrics", s.handle(s.metricsShow))
	r.Get("/openapi.json", s.handle(openAPIShow))
	r.Get("/samples/{name}/picture", s.handle(s.samplePicture))
	r.Get("/samples/{name}/result", s.handle(s.sampleResult))
	r.Get("/api/v1/models", s.handle(s.modelList))

	// The kiosk tells nobody apart and keeps nothing.
	r.Get("/kiosk", s.handle(s.kioskShow))
	r.Get("/kiosk/samples/{name}", s.handle(s.kioskSample))
	r.Get("/kiosk/exhibits", s.handle(s.exhibitList))
	r.With(pace(s.kiosks)).Get("/kiosk/exhibits/{name}/{setting}/{belief}", s.handle(s.exhibitShow))
	r.Get("/kiosk/exhibits/{name}/{setting}/{belief}/damaged", s.handle(s.exhibitDamaged))
	r.Get("/kiosk/exhibits/{name}/{setting}/{belief}/restored", s.handle(s.exhibitRestored))

	// Whoever holds a picture's share link sees it: these too tell nobody apart.
	r.Route("/shared/{token}", func(r chi.Router) {
		r.Use(unlisted, pace(s.strangers))
		r.Get("/", s.handle(s.sharedShow))
		heavy := r.With(s.inTurn(s.showing))
		heavy.Get("/picture", s.handle(s.sharedPicture))
		heavy.Get("/restorations/{id}/picture", s.handle(s.sharedRestored))
		heavy.Get("/restorations/{id}/file", s.handle(s.sharedFile))
	})

	// The networks themselves, by the Open Inference Protocol, for programs that bring tensors.
	r.Route("/v2", func(r chi.Router) {
		r.Get("/", s.handle(s.inferenceShow))
		r.Get("/health/live", s.handle(s.inferenceLive))
		r.Get("/health/ready", s.handle(s.inferenceReady))
		for _, network := range []string{"/models/{name}", "/models/{name}/versions/{version}"} {
			r.Get(network, s.handle(s.networkShow))
			r.Get(network+"/ready", s.handle(s.networkReady))
			r.With(pace(s.programs)).Post(network+"/infer", s.handle(s.networkRun))
		}
	})

	r.Group(func(r chi.Router) {
		r.Use(s.visitor)
		paced := r.With(pace(s.visitors)) // one count for all that bring or make pictures
		asked := r.With(pace(s.restorers))
		heavy := r.With(s.inTurn(s.showing))
		brought := paced.With(s.inTurn(s.uploading))

		r.Get("/", s.handle(s.intakeShow))
		// Addresses that forms which were refused leave.
		r.Get("/images", http.RedirectHandler("/", http.StatusSeeOther).ServeHTTP)
		r.Get("/images/{id}/restorations", s.handle(s.imageAgain))
		r.Get("/images/{id}/reference", s.handle(s.imageAgain))
		r.Get("/lab/evaluations", http.RedirectHandler("/lab", http.StatusSeeOther).ServeHTTP)
		brought.Post("/images", s.handle(s.imageCreate))
		paced.With(s.inTurn(s.compressing)).Post("/samples/{name}", s.handle(s.sampleCreate))
		r.Get("/images/{id}", s.handle(s.imagePage))
		r.Post("/images/{id}/delete", s.handle(s.imageDelete))
		brought.Post("/images/{id}/reference", s.handle(s.referenceCreate))
		r.Post("/images/{id}/share", s.handle(s.imageShare))
		r.Post("/images/{id}/unshare", s.handle(s.imageUnshare))
		heavy.Get("/images/{id}/file", s.handle(s.imageFile))
		heavy.Get("/images/{id}/picture", s.handle(s.imagePicture))
		heavy.Get("/images/{id}/thumbnail", s.handle(s.imageThumbnail))
		asked.Post("/images/{id}/restorations", s.handle(s.restorationCreate))
		heavy.Get("/restorations/{id}/picture", s.handle(s.restorationPicture))
		heavy.Get("/restorations/{id}/file", s.handle(s.restorationFile))
		r.Post("/restorations/{id}/delete", s.handle(s.restorationDelete))
		r.Post("/jobs/{id}/stop", s.handle(s.jobStop))
		r.Get("/batch", s.handle(s.batchShow))
		brought.Post("/batch", s.handle(s.batchCreate))
		r.Get("/batch/{id}", s.handle(s.batchPage))
		brought.Post("/batch/{id}/images", s.handle(s.batchAdd))
		r.Post("/batch/{id}/stop", s.handle(s.batchStop))
		r.Post("/batch/{id}/resume", s.handle(s.batchResume))
		r.Post("/batch/{id}/delete", s.handle(s.batchDelete))
		heavy.Get("/batch/{id}/file", s.handle(s.batchFile))
		r.Get("/lab", s.handle(s.labShow))
		brought.Post("/lab", s.handle(s.labCreate))
		brought.Post("/lab/evaluations", s.handle(s.evaluationCreate))
		r.Get("/lab/evaluations/{id}", s.handle(s.evaluationShow))
		r.Get("/lab/{id}", s.handle(s.labPicture))
		asked.Post("/images/{id}/sweeps", s.handle(s.sweepCreate))
		r.Post("/experiments/{id}/stop", s.handle(s.experimentStop))
		heavy.Get("/experiments/{id}/file", s.handle(s.experimentFile))

		r.Get("/experiments", s.handle(s.experimentsShow))
		heavy.Get("/experiments/file", s.handle(s.experimentsFile))
		r.Get("/experiments/compare", s.handle(s.experimentsCompare))
		r.Get("/experiments/delete", s.handle(s.experimentsDiscard))
		r.Post("/experiments/delete", s.handle(s.experimentsDelete))
		r.Post("/experiments/{id}/note", s.handle(s.experimentNote))
		r.Post("/restorations/{id}/note", s.handle(s.restorationNote))
		r.Get("/visitor/delete", s.handle(s.visitorDiscard))
		r.Post("/visitor/delete", s.handle(s.visitorDelete))

		r.Route("/api/v1", func(r chi.Router) {
			paced, asked, heavy := r.With(pace(s.visitors)), r.With(pace(s.restorers)), r.With(s.inTurn(s.showing))
			brought := paced.With(s.inTurn(s.uploading))

			r.Get("/images", s.handle(s.apiImageList))
			brought.Post("/images", s.handle(s.apiImageCreate))
			r.Get("/images/{id}", s.handle(s.apiImageShow))
			r.Delete("/images/{id}", s.handle(s.apiImageDelete))
			brought.Post("/images/{id}/reference", s.handle(s.apiReferenceCreate))
			r.Post("/images/{id}/share", s.handle(s.apiImageShare))
			r.Delete("/images/{id}/share", s.handle(s.apiImageUnshare))
			r.Get("/images/{id}/prediction", s.handle(s.apiPredictionShow))
			heavy.Get("/images/{id}/prediction/map", s.handle(s.apiPredictionMapShow))
			paced.With(s.inTurn(s.compressing)).Post("/images/{id}/compressions", s.handle(s.apiCompressionCreate))
			heavy.Post("/images/{id}/preview", s.handle(s.apiPreviewCreate))
			asked.Post("/images/{id}/restorations", s.handle(s.apiRestorationCreate))
			r.Get("/restorations", s.handle(s.apiRestorationList))
			r.Get("/restorations/{id}", s.handle(s.apiRestorationShow))
			r.Patch("/restorations/{id}", s.handle(s.apiRestorationNote))
			r.Delete("/restorations/{id}", s.handle(s.apiRestorationDelete))
			heavy.Get("/restorations/{id}/image", s.handle(s.apiRestorationImage))
			asked.Post("/sweeps", s.handle(s.apiSweepCreate))
			paced.Post("/evaluations", s.handle(s.apiEvaluationCreate))
			r.Get("/experiments", s.handle(s.apiExperimentList))
			r.Get("/experiments/{id}", s.handle(s.apiExperimentShow))
			r.With(s.inTurn(s.watching)).Get("/experiments/{id}/events", s.handle(s.apiExperimentEvents))
			r.Patch("/experiments/{id}", s.handle(s.apiExperimentNote))
			r.Delete("/experiments/{id}", s.handle(s.apiExperimentDelete))
			r.Get("/batches", s.handle(s.apiBatchList))
			paced.Post("/batches", s.handle(s.apiBatchCreate))
			r.Get("/batches/{id}", s.handle(s.apiBatchShow))
			r.Delete("/batches/{id}", s.handle(s.apiBatchDelete))
			brought.Post("/batches/{id}/images", s.handle(s.apiBatchAdd))
			r.Post("/batches/{id}/stop", s.handle(s.apiBatchStop))
			r.Post("/batches/{id}/resume", s.handle(s.apiBatchResume))
			heavy.Get("/batches/{id}/archive", s.handle(s.batchFile))
			r.Get("/jobs/{id}", s.handle(s.apiJobShow))
			r.With(s.inTurn(s.watching)).Get("/jobs/{id}/events", s.handle(s.apiJobEvents))
			r.Delete("/jobs/{id}", s.handle(s.apiJobDelete))
			r.Delete("/visitor", s.handle(s.apiVisitorDelete))
		})
	})
	return r
}

// id is the address's id.
func id(r *http.Request) string { return chi.URLParam(r, "id") }
