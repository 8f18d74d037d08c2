using Eegavi.Models.Inspection;
using Eegavi.Plugins;
using Eegavi.Training.Runs;
using Microsoft.ML;

namespace Eegavi.MachineLearning.Tests;

public sealed class FromRunTests : IDisposable
{
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory().FullName, "run");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Fact]
    public void AFinishedRun_IsLoaded()
    {
        var run = SpecWriter.Write(new RunSpec
        {
            Model = Recordings.Model,
            Losses = Recordings.Training.Losses,
            Training = Recordings.Training.Training with { Epochs = 1 },
            Data = [],
        });
        var parts = new Parts(PipelineParts.Catalog);
        var bench = new Workbench(parts, json => new SpecBinder(PipelineParts.Catalog).Bind<RunSpec>(ResolvedConfiguration.From(json, _folder)), _ => Examples());
        RunFolder.Train(bench, run, _folder);

        var (ml, rows) = (new MLContext(1), Recordings.Make(5));
        using var fitted = ml.Transforms.Eegavi(FusionOptions.FromRun(_folder)).Fit(Recordings.View(ml, rows));
        using var model = RunFolder.LoadModel(bench, _folder);
        fitted.Model.state_dict()["query.to_width.linear.weight"].cpu().allclose(model.state_dict()["query.to_width.linear.weight"]).Should().BeTrue();
    }

    [Fact]
    public void NoRun_IsSaid() => FluentActions.Invoking(() => FusionOptions.FromRun(_folder)).Should().Throw<IOException>().WithMessage("Expected the folder of a finished run*");

    private static ExampleRows Examples() => new(
        new Dictionary<string, WindowShape> { ["Eeg"] = new("N E", [4, 3], 0, 1), ["Audio"] = new("N E", [2, 5], 0, 1) },
        new Dictionary<string, ExampleLabel> { ["Mood"] = new(2) }, 12);
}
