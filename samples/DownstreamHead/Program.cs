using System.Diagnostics;
using System.Globalization;
using Eegavi.Data.Synthetic;
using Eegavi.Data.Windows;
using Eegavi.MachineLearning;
using Eegavi.MachineLearning.Pipelines;
using Eegavi.MachineLearning.Validation;
using Eegavi.Samples.DownstreamHead;
using Microsoft.ML;
using Microsoft.ML.Data;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = Path.Combine(Path.GetTempPath(), "eegavi-downstream-head");
var bundle = Path.Combine(folder, "model.eegavi");

// 16 subjects × 96 trials, made by a program; X is told by EEG and audio only together.
var planted = Path.Combine(folder, "planted");
PlantedDataSet.Write(PlantedOptions.ForTokens.WithMissing("mcar:0.1"), PlantedLevel.Tokens, planted);
var trials = Trial.All(new DataSetReader().Read(Path.Combine(planted, "manifest.json")));
var ml = new MLContext(seed: 1);

// Four subjects are never fitted on: the model and the head learn from the other twelve.
var fold = ml.Data.GroupedFolds(ml.Data.LoadFromEnumerable(trials), "subject", numberOfFolds: 4)[0];

// A fresh process knows the file and nothing else.
if (args is ["predict"])
{
    using var loaded = ml.Model.LoadEegavi(bundle, out _);
    using var engine = ml.Model.CreatePredictionEngine<Trial, Prediction>(loaded);
    var trial = trials.Last(t => t.Subject == fold.TestGroups[^1]);
    var one = engine.Predict(trial);
    Console.WriteLine($"In a fresh process: {trial.Subject}, predicted {one.Predicted}, true {trial.X}, scores {one.Score[0]:0.000} {one.Score[1]:0.000}");
    return;
}

// The fusion model learns from the twelve; its embedding of them is computed once.
var pipeline = PipelineSpec.Load(Path.Combine(AppContext.BaseDirectory, "pipeline.json"));
using var fusion = (pipeline with { Trainer = null, Postprocessing = [] }).Make(ml).Fit(fold.Train);
var embedded = ml.Data.Cache(fusion.Transform(fold.Train));

// Which head? Each is fitted and tested four times, on subjects among the twelve.
var heads = Heads.All(ml);
var ranking = ml.Data.SweepHeads(embedded, heads, BalancedAccuracy, "subject", numberOfFolds: 4);
Console.WriteLine($"{"head",-34}{"balanced accuracy",20}");
foreach (var head in ranking) Console.WriteLine($"{head.Name,-34}{$"{head.Mean:0.000} ± {head.Deviation:0.000}",20}");
var best = heads[ranking[0].Name].Append(ml.Transforms.Conversion.MapKeyToValue("Predicted", "PredictedLabel")).Append(ml.Transforms.Conversion.MapKeyToValue("Truth", "X")).Fit(embedded);
using var model = new TransformerChain<ITransformer>([.. fusion, .. best]);

// How good is the best on each of the four?
var scored = model.Transform(fold.Test);
Console.WriteLine($"{"subject",-10}{"trials",8}{"accuracy",10}   (head: {ranking[0].Name})");
foreach (var subject in ml.Data.CreateEnumerable<Scored>(scored, reuseRowObject: false).GroupBy(row => row.Subject))
    Console.WriteLine($"{subject.Key,-10}{subject.Count(),8}{subject.Average(row => row.Truth == row.Predicted ? 1.0 : 0.0),10:0.00}");
var metrics = ml.MulticlassClassification.Evaluate(scored, labelColumnName: "X");
Console.WriteLine($"All four: balanced accuracy {metrics.MacroAccuracy:0.00}, log-loss {metrics.LogLoss:0.00} (chance 0.50, 0.69)");

// The whole chain in one file.
ml.Model.SaveEegavi(model, fold.Train.Schema, bundle);
Console.WriteLine($"Saved {Path.GetFileName(bundle)}, {new FileInfo(bundle).Length / 1024} KiB");
using var fresh = Process.Start("dotnet", [typeof(Trial).Assembly.Location, "predict"]);
fresh.WaitForExit();
Environment.ExitCode = fresh.ExitCode;

double BalancedAccuracy(IDataView rows) => ml.MulticlassClassification.Evaluate(rows, labelColumnName: "X").MacroAccuracy;
