using System.Globalization;
using Eegavi.Data.Batches;
using Eegavi.Data.Synthetic;
using Eegavi.Data.Windows;
using Eegavi.Encoders;
using Eegavi.Fusion;
using Eegavi.Losses;
using Eegavi.Models;
using Eegavi.Plugins;
using Eegavi.Training;
using Eegavi.Training.Metrics;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// EEG alone. Options choose their part: the records are all that is named.
var alone = FusionModel.Compose(width: 32)
    .Query("eeg", new PrecomputedEncoderOptions { Width = 16 })
    .Head("X", outputs: 2)
    .Loss(new CrossEntropyOptions(), head: "X");

// The same, and EEG reads audio through a gate that starts half open. A composition never changes: each method returns a new one.
var fused = alone
    .Context("audio", new PrecomputedEncoderOptions { Width = 16 })
    .Fuse(new GatedCrossAttentionOptions { Heads = 2, HeadWidth = 16, Gate = new TanhGateOptions { Init = 0.5 } });

// What a configuration file says of it. Add "data", and `eegavi train` does the rest of this program.
Console.WriteLine(JsonText.Indented(SpecWriter.Write(fused)));

// 16 subjects whose label X is told by EEG and audio only together (eegavi data synth --help). The last four are never trained on.
var folder = Path.Combine(Path.GetTempPath(), "eegavi-compose-in-code");
PlantedDataSet.Write(PlantedOptions.ForTokens, PlantedLevel.Tokens, folder);
using var data = new BatchMaker(new DataSetReader().Read(Path.Combine(folder, "manifest.json")));
var unseen = data.Subjects.Distinct().Order(StringComparer.Ordinal).TakeLast(4).ToHashSet();
var rows = Enumerable.Range(0, data.RowIds.Count).ToLookup(row => unseen.Contains(data.Subjects[row]));

Console.WriteLine($"EEG alone:         balanced accuracy {Score(alone):0.00}");
Console.WriteLine($"EEG reading audio: balanced accuracy {Score(fused):0.00}");

double Score(ModelComposition composition)
{
    TorchSharp.torch.manual_seed(1);
    using var model = composition.Build();
    using var objective = composition.BuildObjective(model);
    new Trainer(model, objective, new TrainingSpec { Epochs = 20 }).Fit(data, [.. rows[false]]);
    var predicted = Evaluator.Predict(model, data, [.. rows[true]], head: "X", label: "X");
    return Classification.Score(predicted.Logits, predicted.Targets).BalancedAccuracy;
}
