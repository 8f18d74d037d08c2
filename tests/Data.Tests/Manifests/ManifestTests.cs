using Eegavi.Data.Manifests;

namespace Eegavi.Data.Tests.Manifests;

public sealed class ManifestTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WriteThenRead_IsTheSame()
    {
        ManifestFile.Write(_folder["manifest.json"], Example());

        ManifestFile.Read(_folder["manifest.json"]).Should().BeEquivalentTo(Example());
        _folder.Files.Should().ContainSingle();
    }

    [Fact]
    public void Read_UnknownKey_NamesItsLine()
    {
        File.WriteAllText(_folder["manifest.json"], "{\n  \"name\": \"a\",\n  \"modalitys\": {}\n}");

        Reading().Should().Throw<DataProblemsException>().WithMessage("*manifest.json: line 3: *modalitys*");
    }

    [Fact]
    public void Read_SeveralMistakes_ListsThemAll()
    {
        File.WriteAllText(_folder["manifest.json"], """
            {"version": 7, "name": "a/b", "modalities": {"eeg": {"kind": "signal"}, "tok": {"kind": "tokens"}},
             "recordings": [{"id": "s1", "subject": "p1", "files": {"eeg": {"path": "/etc/passwd"}, "emg": {"path": "../x.edf"}}}, {"id": "s1", "subject": "p1", "files": {"eeg": {"path": "a/../../b.edf"}}}]}
            """);

        Reading().Should().Throw<DataProblemsException>().Which.Problems.Should().SatisfyRespectively(
            p => p.Should().Contain("expected version 1; got 7"),
            p => p.Should().Contain("expected a name without '/'"),
            p => p.Should().Contain("modality 'tok': expected 'file'"),
            p => p.Should().Contain("'s1' appears 2 times"),
            p => p.Should().Contain("relative and with '/'; got '/etc/passwd'"),
            p => p.Should().Contain("expected one of the modalities eeg, tok; got 'emg'"),
            p => p.Should().Contain("got '../x.edf'"),
            p => p.Should().Contain("got 'a/../../b.edf'"));
    }

    [Theory]
    [InlineData("C:/x.edf")]
    [InlineData("..\\x.edf")]
    [InlineData("")]
    public void Write_PathOutside_IsRefused(string path)
    {
        var manifest = Example() with { Recordings = [new() { Id = "s1", Subject = "p", Files = new Dictionary<string, ManifestSource> { ["eeg"] = new() { Path = path } } }] };

        FluentActions.Invoking(() => ManifestFile.Write(_folder["manifest.json"], manifest)).Should().Throw<DataProblemsException>();
        _folder.Files.Should().BeEmpty();
    }

    [Fact]
    public void Source_Clock_GoesThereAndBack()
    {
        var source = new ManifestSource { Path = "a", OffsetSeconds = 2, DriftMsPerMinute = 30 };

        source.ToShared(60).Should().BeApproximately(62.03, 1e-9);
        source.ToFile(source.ToShared(17.3)).Should().BeApproximately(17.3, 1e-9);
    }

    [Fact]
    public void Trials_WriteThenRead_AreTheSame()
    {
        Trial[] trials =
        [
            Example("s01", 0, 16) with { Stimulus = "clip, \"one\"", StimulusStartSeconds = 32.5, Emotion = "joy", Labels = new Dictionary<string, int> { ["R"] = -1, ["T4"] = 1 }, Ratings = new Dictionary<string, double> { ["valence"] = 6.25 } },
            Example("s01", 16.5, 32.5) with { Absent = new HashSet<string> { "audio" }, Table = new Dictionary<string, double> { ["g"] = -1.5 }, Spans = new Dictionary<string, TrialSpan> { ["audio"] = new(3, 27, -4.5) } },
        ];

        TrialFile.Write(_folder["trials.csv"], trials);

        TrialFile.Read(_folder["trials.csv"], Example()).Should().BeEquivalentTo(trials, o => o.WithStrictOrdering());
    }

    [Fact]
    public void Trials_AStartWithoutAStimulus_IsAMistake()
    {
        File.WriteAllText(_folder["trials.csv"], "id,recording,subject,start_seconds,stop_seconds,stimulus,stimulus_start_seconds\ntoy/s01/0/16,s01,anna,0,16,,4\n");

        FluentActions.Invoking(() => TrialFile.Read(_folder["trials.csv"], Example())).Should().Throw<DataProblemsException>()
            .WithMessage("*line 2: stimulus_start_seconds: expected a stimulus beside it; got none.");
    }

    [Fact]
    public void Manifest_SaysWhatIsMadeOfTheStimulus()
    {
        var shown = Example() with { Modalities = Example().Modalities.ToDictionary(m => m.Key, m => m.Value with { FromStimulus = m.Key == "audio" }) };
        ManifestFile.Write(_folder["manifest.json"], shown);

        ManifestFile.Read(_folder["manifest.json"]).Modalities["audio"].FromStimulus.Should().BeTrue();
        System.Text.RegularExpressions.Regex.Count(File.ReadAllText(_folder["manifest.json"]), "fromStimulus").Should().Be(1, "a default is not written");
    }

    [Fact]
    public void Trials_SeveralMistakes_NameTheirLines()
    {
        File.WriteAllText(_folder["trials.csv"], """
            id,recording,subject,start_seconds,stop_seconds,label_R
            toy/s01/0/16,s01,anna,0,16,1
            toy/s01/0/16,s01,anna,0,16,0
            toy/s01/20/18,s01,bert,20,18,1
            toy/s09/0/16,s09,anna,0,16,x,extra
            toy/s01/0/16,s01,anna,0,16,-1
            """);

        FluentActions.Invoking(() => TrialFile.Read(_folder["trials.csv"], Example())).Should().Throw<DataProblemsException>().Which.Problems.Should().SatisfyRespectively(
            p => p.Should().EndWith("trials.csv: line 3: label_R: expected -1 or 1; got '0'."),
            p => p.Should().Contain("line 4: subject: expected 'anna'"),
            p => p.Should().Contain("line 4: expected start_seconds < stop_seconds"),
            p => p.Should().Contain("line 5: expected 6 cells, as in the header; got 7."),
            p => p.Should().Contain("line 6: expected each id once; 'toy/s01/0/16' is on line 2 too."));
    }

    [Fact]
    public void Trials_UnknownColumn_IsNamed()
    {
        File.WriteAllText(_folder["trials.csv"], "id,recording,subject,start_seconds,valence,present_emg\n");

        FluentActions.Invoking(() => TrialFile.Read(_folder["trials.csv"], Example())).Should().Throw<DataProblemsException>().Which.Problems.Should().SatisfyRespectively(
            p => p.Should().Contain("line 1: expected a column 'stop_seconds'; it is missing."),
            p => p.Should().Contain("got 'valence'"),
            p => p.Should().Contain("'present_emg': expected one of the modalities eeg, audio"));
    }

    private Func<Manifest> Reading() => () => ManifestFile.Read(_folder["manifest.json"]);

    private static Manifest Example() => new()
    {
        Name = "toy",
        Modalities = new Dictionary<string, ManifestModality> { ["eeg"] = new() { Kind = ModalityKind.Signal, Channels = ["AF3", "F7"] }, ["audio"] = new() { Kind = ModalityKind.Audio } },
        Recordings = [new() { Id = "s01", Subject = "anna", Files = new Dictionary<string, ManifestSource> { ["eeg"] = new() { Path = "s01/s01.edf" }, ["audio"] = new() { Path = "s01/s01.wav", OffsetSeconds = -0.5, DriftMsPerMinute = 3 } } }],
    };

    private static Trial Example(string recording, double start, double stop) => new()
    {
        Id = Trial.MakeId("toy", recording, start, stop),
        Recording = recording,
        Subject = "anna",
        StartSeconds = start,
        StopSeconds = stop,
    };
}
