using Eegavi.Data.Batches;
using Eegavi.Data.Manifests;
using Eegavi.Data.Windows;
using TorchSharp;

namespace Eegavi.Training.Tests;

/// <summary>From the columns of a data set to what a loss takes for a negative.</summary>
public sealed class SharedStimulusTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("eegavi").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0.0, 3.0, true)]    // both saw seconds 3 to 4
    [InlineData(0.0, 4.0, false)]   // one after the other
    public void RowsThatSawTheSame_AreNoNegativesWhereAnEndIsMadeOfIt(double first, double second, bool shares)
    {
        Write(first, second, fromStimulus: true);
        var (loss, subjects) = Loss();
        subjects.Should().Equal("p1", "p2");
        if (shares) loss.Should().Be(0, "without negatives each row finds its own");
        else loss.Should().BeGreaterThan(0.01);
    }

    [Fact]
    public void RowsThatSawTheSame_AreNegativesWhereEndsAreTheirOwn()
    {
        Write(0, 3, fromStimulus: false);
        Loss().Value.Should().BeGreaterThan(0.01);
    }

    // The first and the third row of the file.
    private (double Value, IReadOnlyList<string> Subjects) Loss()
    {
        using var data = new BatchMaker(new DataSetReader().Read(Path.Combine(_folder, "manifest.json")));
        var patch = Bench.Fused;
        patch["losses"] = System.Text.Json.Nodes.JsonNode.Parse("""[ { "type": "info-nce", "between": [ "fused", "context.audio" ] } ]""");
        var (model, objective, _) = Bench.Build(patch);
        using var scope = torch.NewDisposeScope();
        var batch = data.Make([0, 2]);
        return (objective.call(model.call(batch), batch).Total!.ToDouble(), batch.Subjects);
    }

    private void Write(double first, double second, bool fromStimulus)
    {
        Trial[] trials = [Row("p1", 0, "film", first), Row("p1", 4, "clip", 0), Row("p2", 0, "film", second)];
        var random = new Random(1);
        ModalityArray Tokens(int count, int width) => new(
            [count, width], count, [.. Enumerable.Range(0, 3 * count * width).Select(_ => random.NextSingle())],
            [.. Enumerable.Repeat(true, 3 * count)], [.. Enumerable.Range(0, 3 * count).Select(i => i % count + 0.5f)]);
        TokenFile.Write(Path.Combine(_folder, "tokens.safetensors"), new()
        {
            Ids = [.. trials.Select(t => t.Id)],
            Modalities = new Dictionary<string, ModalityArray> { ["eeg"] = Tokens(4, 3), ["audio"] = Tokens(5, 2) },
        });
        ManifestModality Of(bool isShown) => new() { Kind = ModalityKind.Tokens, File = "tokens.safetensors", FromStimulus = isShown };
        ManifestFile.Write(Path.Combine(_folder, "manifest.json"), new()
        {
            Name = "toy",
            Modalities = new Dictionary<string, ManifestModality> { ["eeg"] = Of(false), ["audio"] = Of(fromStimulus) },
            Recordings = [.. new[] { "p1", "p2" }.Select(p => new ManifestRecording { Id = p, Subject = p })],
        });
        TrialFile.Write(Path.Combine(_folder, "trials.csv"), trials);
    }

    private static Trial Row(string subject, double start, string stimulus, double stimulusStart) => new()
    {
        Id = Trial.MakeId("toy", subject, start, start + 4),
        Recording = subject,
        Subject = subject,
        Stimulus = stimulus,
        StimulusStartSeconds = stimulusStart,
        StartSeconds = start,
        StopSeconds = start + 4,
    };
}
