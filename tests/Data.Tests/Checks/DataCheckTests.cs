using Eegavi.Data.Checks;
using Eegavi.Data.Manifests;
using Eegavi.Data.Tests.Windows;

namespace Eegavi.Data.Tests.Checks;

public sealed class DataCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_SoundDataSet_HasNoProblems()
    {
        var report = DataCheck.Run(ToyData.Write(_folder, media: false));

        report.Problems.Should().BeEmpty();
        report.Warnings.Should().BeEmpty();
        report.Facts.Should().StartWith("toy: 6 trials of 2 subjects in 2 recordings; modalities eeg, ecg, text, table.");
        report.Facts.Should().Contain("label R: 2 of +1, 2 of -1.");
    }

    [Fact]
    public void Run_MissingShortAndTruncatedFiles_ListsThemAll()
    {
        var path = ToyData.Write(_folder, media: false);
        File.Delete(_folder["p1/p1.csv"]);
        using (var stream = File.OpenWrite(_folder["p2/p2.edf"])) stream.SetLength(3000);
        var trials = TrialFile.Read(_folder["trials.csv"], ToyData.Manifest(false)).ToList();
        trials.Add(trials[2] with { StartSeconds = 7, StopSeconds = 9, Id = Trial.MakeId("toy", "p1", 7, 9) });
        TrialFile.Write(_folder["trials.csv"], trials);

        var report = DataCheck.Run(path);

        report.IsUsable.Should().BeFalse();
        report.Problems.Should().SatisfyRespectively(
            p => p.Should().Contain("'toy/p1/7/9', eeg: expected p1/p1.edf to reach from 7 s to 9 s; it has 8 s."),
            p => p.Should().Contain("'toy/p1/7/9', ecg"),
            p => p.Should().Contain("recording 'p1', text").And.Contain("there is none"),
            p => p.Should().Contain("recording 'p2', eeg").And.Contain("cut short"),
            p => p.Should().Contain("recording 'p2', ecg").And.Contain("cut short"));
        report.Warnings.Should().ContainSingle().Which.Should().Contain("recording 'p1': 1 trials overlap the next one");
    }

    [Fact]
    public void Run_SameBytesUnderTwoSubjects_IsAProblem()
    {
        var path = ToyData.Write(_folder, media: false);
        File.Copy(_folder["p1/p1.edf"], _folder["p2/p2.edf"], overwrite: true);

        DataCheck.Run(path).Problems.Should().Contain(p => p.Contains("recordings 'p1' and 'p2' of different subjects hold the same bytes"));
    }

    [Fact]
    public void Run_MalformedManifest_ReportsInsteadOfThrowing()
    {
        File.WriteAllText(_folder["manifest.json"], "{");

        DataCheck.Run(_folder["manifest.json"]).Problems.Should().ContainSingle().Which.Should().Contain("manifest.json: line 1:");
        DataCheck.Run(_folder["none.json"]).Problems.Should().ContainSingle().Which.Should().Contain("there is none");
    }

    [Fact]
    public void LabelsThatTellSubjects_FindsTheTrapAndOnlyIt()
    {
        var random = new Random(11);
        var trials = Enumerable.Range(0, 8).SelectMany(s => Enumerable.Range(0, 40).Select(i => Row($"p{s}", i, new() { ["L"] = random.NextDouble() < (s % 2 == 0 ? 0.85 : 0.15) ? 1 : -1, ["R"] = i % 2 == 0 ? 1 : -1, ["X"] = random.Next(2) * 2 - 1 }))).ToList();

        SubjectChecks.LabelsThatTellSubjects(trials).Should().ContainSingle().Which.Should().StartWith("label 'L'").And.Contain("split by subject");
    }

    [Fact]
    public void SplitProblems_MixedSubjects_AreNamed()
    {
        var trials = Enumerable.Range(0, 3).SelectMany(s => Enumerable.Range(0, 2).Select(i => Row($"p{s}", i, []))).ToList();
        Dictionary<string, IReadOnlyList<string>> clean = new() { ["train"] = [trials[0].Id, trials[1].Id], ["test"] = [trials[4].Id] };
        Dictionary<string, IReadOnlyList<string>> mixed = new() { ["train"] = [trials[0].Id, trials[2].Id], ["test"] = [trials[1].Id, trials[2].Id, "other"] };

        SubjectChecks.SplitProblems(trials, clean).Should().BeEmpty();
        SubjectChecks.SplitProblems(trials, mixed).Should().SatisfyRespectively(
            p => p.Should().Contain("'other' is not one of them"),
            p => p.Should().Contain($"'{trials[2].Id}' is in train and test"),
            p => p.Should().Contain("2 are on several (p0 in train and test, p1 in train and test)"));
    }

    private static Trial Row(string subject, int index, Dictionary<string, int> labels) => new()
    {
        Id = Trial.MakeId("toy", subject, 2 * index, 2 * index + 2),
        Recording = subject,
        Subject = subject,
        StartSeconds = 2 * index,
        StopSeconds = 2 * index + 2,
        Labels = labels,
    };
}
