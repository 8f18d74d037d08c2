using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

namespace Eegavi.Compat.MachineLearning.Tests;

/// <summary>What the stand-in says in its own words, and what is internal.</summary>
public class StandInTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void LoadFromEnumerable_ANullRow_SaysSo() => _ml.Data.LoadFromEnumerable(new Row[] { null }).Invoking(view => view.GetColumn<string>("Text").ToList())
        .Should().Throw<InvalidOperationException>().WithMessage("*null row*");

    [Fact]
    public void Load_AnotherZip_SaysWhatIsMissing()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            zip.CreateEntry("readme.txt");
        file.Position = 0;
        _ml.Model.Invoking(model => model.Load(file, out _)).Should().Throw<FormatException>().WithMessage("*no entry 'TransformerChain/Model.key'*");
    }

    [Fact]
    public void Load_AFileThatNamesAnotherType_MakesNone()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        using (var key = new BinaryWriter(zip.CreateEntry("TransformerChain/Model.key").Open()))
            key.Write(typeof(MLContext).FullName);
        file.Position = 0;
        _ml.Model.Invoking(model => model.Load(file, out _)).Should().Throw<FormatException>().WithMessage("*unknown signature 'Microsoft.ML.MLContext'*");
    }

    [Theory]
    [InlineData(DataKind.Single, "3.5 NaN")]
    [InlineData(DataKind.Double, "3.5 NaN")]
    public void ConvertType_OfTextThatIsNoNumber_IsMissing(DataKind kind, string expected)
    {
        var rows = _ml.Data.LoadFromEnumerable(new[] { new Row { Text = "3.5" }, new Row { Text = "calm" } });
        var made = _ml.Transforms.Conversion.ConvertType("Made", "Text", kind).Append(_ml.Transforms.Conversion.ConvertType("Made", outputKind: DataKind.String)).Fit(rows);
        string.Join(" ", made.Transform(rows).GetColumn<string>("Made")).Should().Be(expected);
    }

    [Fact]
    public void Murmur_IsThePublishedOne()
    {
        // Test values of MurmurHash3_x86_32.
        Murmur3.Hash([], 1).Should().Be(0x514E28B7);
        Murmur3.Hash("aaaa"u8, 0x9747B28C).Should().Be(0x5A97808A);
        Murmur3.Hash("Hello, world!"u8, 0x9747B28C).Should().Be(0x24884CBA);
    }

    [Fact]
    public void Log_TellsWhereAMessageComesFrom()
    {
        var messages = new List<string>();
        _ml.Log += (_, message) => messages.Add($"{message.Kind} {message.Source}: {message.RawMessage}");
        using (var channel = _ml.Start("Trainer; Training"))
            channel.Warning("slow");
        messages[..2].Should().Equal("Trace Trainer; Training: Channel started", "Warning Trainer; Training: slow");
        messages[^1].Should().EndWith("Channel disposed");
        new LoggingEventArgs("slow", ChannelMessageKind.Warning, "Trainer").Message.Should().Be("[Source=Trainer, Kind=Warning] slow");
    }

    private sealed class Row
    {
        public string Text { get; set; }
    }
}
