using System.Text;
using Eegavi.Data.Readers.Edf;
using Eegavi.Data.Writers;
using FsCheck;
using FsCheck.Fluent;

namespace Eegavi.Data.Tests.Readers;

public sealed class EdfTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Random _random = new(3);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WriteThenRead_ReturnsEverySampleWithinHalfAStep()
    {
        var eeg = Noise(["AF3", "F7", "O1"], 128, 128 * 5, 80);
        var ecg = Noise(["ECG right", "ECG left"], 256, 256 * 5, 900);

        EdfWriter.Write(_folder["s01.edf"], [eeg, ecg]);
        var read = new EdfReader().Read(_folder["s01.edf"]);

        read.Signals.Should().HaveCount(2);
        read.Seconds.Should().Be(5);
        read.Warnings.Should().BeEmpty();
        foreach (var (written, back) in new[] { (eeg, read.Signals[0]), (ecg, read.Signals[1]) })
        {
            back.Channels.Should().Equal(written.Channels);
            back.RateHz.Should().Be(written.RateHz);
            back.Unit.Should().Be("uV");
            for (var c = 0; c < written.Samples.Length; c++)
            {
                var step = (written.Samples[c].Max() - written.Samples[c].Min()) / 65535f;
                back.Samples[c].Zip(written.Samples[c], (b, w) => Math.Abs(b - w)).Max().Should().BeLessThanOrEqualTo(0.5001f * step * 1.001f);
            }
        }
    }

    [Fact]
    public void WriteReadWriteRead_IsExactTheSecondTime()
    {
        var options = new EdfWriterOptions { Ranges = new Dictionary<string, (double, double)> { ["AF3"] = (-400, 400) } };
        EdfWriter.Write(_folder["a.edf"], [Noise(["AF3"], 128, 512, 80)], options);
        var once = new EdfReader().Read(_folder["a.edf"]);
        EdfWriter.Write(_folder["b.edf"], once.Signals, options);

        File.ReadAllBytes(_folder["b.edf"]).Should().Equal(File.ReadAllBytes(_folder["a.edf"]));
    }

    [Fact]
    public void Read_PartOfChannelsAndTime_ReturnsThatPart()
    {
        var signal = Noise(["AF3", "F7", "O1"], 128, 128 * 5, 80);
        EdfWriter.Write(_folder["a.edf"], [signal]);
        var all = new EdfReader().Read(_folder["a.edf"]).Signals[0];

        var part = new EdfReader().Read(_folder["a.edf"], ["o1", "AF3"], 1.5, 3.25).Signals.Single();

        part.Channels.Should().Equal("O1", "AF3");
        part.StartSeconds.Should().Be(1.5);
        part.Samples[0].Should().Equal(all.Samples[2][192..416]);
        part.Samples[1].Should().Equal(all.Samples[0][192..416]);
    }

    [Fact]
    public void WriteThenRead_Annotations_ComeBack()
    {
        Annotation[] notes = [new(0.25, 0, "début"), new(2.5, 1.25, "刺激"), new(4.75, 0, "end")];
        EdfWriter.Write(_folder["a.edf"], [Noise(["AF3"], 128, 640, 80)], annotations: notes);

        new EdfReader().Read(_folder["a.edf"]).Annotations.Should().Equal(notes);
    }

    [Fact]
    public void Read_CutShort_NamesExpectedAndActualBytes()
    {
        EdfWriter.Write(_folder["a.edf"], [Noise(["AF3", "F7"], 128, 640, 80)]);
        Cut(_folder["a.edf"], 2000);

        Reading("a.edf").Should().Throw<InvalidDataException>().WithMessage("*a.edf: expected 3328 bytes (5 records of 512), found 2000: the file is cut short*");
    }

    [Fact]
    public void Read_CutInTheHeader_SaysSo()
    {
        EdfWriter.Write(_folder["a.edf"], [Noise(["AF3", "F7"], 128, 640, 80)]);
        Cut(_folder["a.edf"], 300);

        Reading("a.edf").Should().Throw<InvalidDataException>().WithMessage("*expected a header of 768 bytes, found 300*");
    }

    [Theory]
    [InlineData(252, "9999", "*number of channels: expected a whole number from 1 to 2048; got 9999*")]
    [InlineData(252, "0   ", "*number of channels*")]
    [InlineData(236, "-5      ", "*number of records*")]
    [InlineData(236, "99999999", "*cut short*")]
    [InlineData(244, "NaN     ", "*record length in seconds: expected a number; got 'NaN'*")]
    [InlineData(244, "0       ", "*longer than 0 s*")]
    [InlineData(184, "12      ", "*header length: expected 512; got 12*")]
    [InlineData(256 + 216, "-1      ", "*samples in a record*")]
    [InlineData(256 + 216, "99999999", "*cut short*")]
    [InlineData(256 + 216, "1.5e9   ", "*less than 2 GiB*")]
    public void Read_HostileHeader_IsRefusedWithASentence(int at, string field, string message)
    {
        EdfWriter.Write(_folder["a.edf"], [Noise(["AF3"], 128, 640, 80)]);
        Patch(_folder["a.edf"], at, field);

        Reading("a.edf").Should().Throw<InvalidDataException>().WithMessage(message);
    }

    [Fact]
    public void Read_NoDigitalRange_ReturnsStoredNumbersAndWarns()
    {
        EdfWriter.Write(_folder["a.edf"], [Noise(["AF3"], 128, 640, 80)]);
        Patch(_folder["a.edf"], 256 + 120, "7       7       ");

        var read = new EdfReader().Read(_folder["a.edf"]);

        read.Warnings.Should().ContainSingle().Which.Should().Contain("'AF3' gives no scale");
        read.Signals[0].Samples[0].Should().OnlyContain(v => v == MathF.Round(v));
    }

    [Fact]
    public void Read_Discontinuous_CutsAtTheGap()
    {
        EdfWriter.Write(_folder["a.edf"], [Noise(["AF3"], 128, 640, 80)], annotations: []);
        Patch(_folder["a.edf"], 192, "EDF+D");
        // Record 3 (of 128 samples and one list each) begins at 9 s instead of 3.
        var bytes = File.ReadAllBytes(_folder["a.edf"]);
        var text = Encoding.Latin1.GetString(bytes);
        Patch(_folder["a.edf"], text.IndexOf("+3\x14\x14", StringComparison.Ordinal), "+9");

        var read = new EdfReader().Read(_folder["a.edf"]);

        read.Signals.Select(s => (s.StartSeconds, s.Length)).Should().Equal((0, 384), (9, 128), (4, 128));
    }

    [Fact]
    public void Read_UnknownChannel_ListsThoseThatAreThere()
    {
        EdfWriter.Write(_folder["a.edf"], [Noise(["AF3", "F7"], 128, 640, 80)]);

        FluentActions.Invoking(() => new EdfReader().Read(_folder["a.edf"], ["Cz"])).Should().Throw<InvalidDataException>().WithMessage("*expected a channel 'Cz'; it has AF3, F7.");
    }

    [Fact]
    public void Read_MissingFile_SaysSo() => Reading("none.edf").Should().Throw<FileNotFoundException>().WithMessage("*none.edf*there is none*");

    [Fact]
    public void Write_RateThatDoesNotFit_SaysWhatToDo() =>
        FluentActions.Invoking(() => EdfWriter.Write(_folder["a.edf"], [Noise(["AF3"], 12.8, 64, 80)]))
            .Should().Throw<ArgumentException>().WithMessage("*whole number of samples in a record of 1 s; 12.8 Hz gives 12.8; choose another record length.");

    [Fact]
    public void Write_NotFinite_LeavesNothing()
    {
        var signal = Noise(["AF3"], 128, 256, 80);
        signal.Samples[0][77] = float.NaN;

        FluentActions.Invoking(() => EdfWriter.Write(_folder["a.edf"], [signal])).Should().Throw<ArgumentException>().WithMessage("*finite*");
        _folder.Files.Should().BeEmpty();
    }

    [Fact]
    public void Write_FolderThatIsAFile_SaysSo()
    {
        File.WriteAllText(_folder["plain"], "");

        FluentActions.Invoking(() => EdfWriter.Write(Path.Combine(_folder["plain"], "a.edf"), [Noise(["AF3"], 128, 256, 80)]))
            .Should().Throw<IOException>().WithMessage("Cannot write *a.edf*");
    }

    // Whatever bytes a header holds: an InvalidDataException or a header whose records lie inside the file.
    [Fact]
    public void Header_AnyBytes_IsRefusedOrFitsItsFile()
    {
        EdfWriter.Write(_folder["a.edf"], [Noise(["AF3", "F7"], 128, 640, 80)], annotations: [new(1, 0, "x")]);
        var good = File.ReadAllBytes(_folder["a.edf"]);
        var change = from at in Gen.Choose(8, 1023) from text in Gen.Elements(" ", "-", "9", "1e9", "-1", "NaN", "99999999", "0       ", "\0\0\0\0", "+D") select (at, text);
        Prop.ForAll(Arb.From(Gen.ListOf(change)), changes =>
        {
            var bytes = (byte[])good.Clone();
            foreach (var (at, text) in changes) Encoding.ASCII.GetBytes(text).CopyTo(bytes, at);
            try
            {
                var header = EdfHeader.Parse(new MemoryStream(bytes), "fuzz.edf", 2048);
                return header.HeaderBytes + header.Records * header.RecordBytes <= bytes.Length;
            }
            catch (InvalidDataException e)
            {
                return e.Message.StartsWith("fuzz.edf: ", StringComparison.Ordinal);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    private Func<SignalRecording> Reading(string name) => () => new EdfReader().Read(_folder[name]);

    private Signal Noise(string[] channels, double rate, int length, double size) => new()
    {
        Channels = channels,
        RateHz = rate,
        Unit = "uV",
        Samples = [.. channels.Select(_ => Enumerable.Range(0, length).Select(_ => (float)(size * (_random.NextDouble() - 0.5))).ToArray())],
    };

    private static void Cut(string path, long length)
    {
        using var stream = File.OpenWrite(path);
        stream.SetLength(length);
    }

    private static void Patch(string path, int at, string text)
    {
        using var stream = File.OpenWrite(path);
        stream.Position = at;
        stream.Write(Encoding.ASCII.GetBytes(text));
    }
}
