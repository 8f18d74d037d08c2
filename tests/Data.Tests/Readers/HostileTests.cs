using Eegavi.Data.Manifests;
using Eegavi.Data.Media;
using Eegavi.Data.Readers;
using Eegavi.Data.Readers.Edf;
using Eegavi.Data.Writers;
using FsCheck;
using FsCheck.Fluent;

namespace Eegavi.Data.Tests.Readers;

/// <summary>Whatever bytes a file holds: it is read, or refused by an exception that its reader names.</summary>
public sealed class HostileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Edf_AnyByteChanged_IsReadOrRefused()
    {
        var signal = new Signal { Channels = ["AF3", "F7"], RateHz = 128, Unit = "uV", Samples = [new float[400], new float[400]] };
        EdfWriter.Write(_folder["good.edf"], [signal], annotations: [new(1, 0.5, "né"), new(2.25, 0, "x")]);

        AnyChange("good.edf", path => new EdfReader().Read(path));
    }

    [Fact]
    public void Transcript_AnyByteChanged_IsReadOrRefused()
    {
        TranscriptFile.Write(_folder["good.csv"], [new(0, 1, "one, \"two\""), new(1.5, 2, "three")]);

        AnyChange("good.csv", TranscriptFile.Read);
    }

    [Fact]
    public void Trials_AnyByteChanged_AreReadOrRefused()
    {
        var manifest = Windows.ToyData.Manifest(media: false);
        Windows.ToyData.Write(_folder, media: false);

        AnyChange("trials.csv", path => TrialFile.Read(path, manifest));
    }

    [Fact]
    public void Manifest_AnyByteChanged_IsReadOrRefused()
    {
        Windows.ToyData.Write(_folder, media: false);

        AnyChange("manifest.json", ManifestFile.Read);
    }

    [Fact]
    public void Wav_AnyByteChanged_IsPassedOrRefused()
    {
        WavWriter.Write(_folder["good.wav"], new float[100], 16000);

        AnyChange("good.wav", path => { Containers.Check(path); return 0; });
    }

    [Fact]
    public void Mp4Boxes_AnyByteChanged_ArePassedOrRefused()
    {
        byte[] boxes = [0, 0, 0, 16, (byte)'f', (byte)'t', (byte)'y', (byte)'p', 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 1, (byte)'m', (byte)'d', (byte)'a', (byte)'t', 0, 0, 0, 0, 0, 0, 0, 20, 1, 2, 3, 4];
        File.WriteAllBytes(_folder["good.mp4"], boxes);
        Containers.Check(_folder["good.mp4"]);

        AnyChange("good.mp4", path => { Containers.Check(path); return 0; });
    }

    [Fact]
    public void Tokens_AnyByteChanged_AreReadOrRefused()
    {
        var tokens = Data.Windows.ModalityArray.Empty(2, [3, 4], 3);
        Data.Windows.TokenFile.Write(_folder["good.safetensors"], new Data.Windows.TokenStore { Ids = ["a", "b"], Modalities = new Dictionary<string, Data.Windows.ModalityArray> { ["eeg"] = tokens } });

        AnyChange("good.safetensors", Data.Windows.TokenFile.Read);
    }

    private void AnyChange<T>(string name, Func<string, T> read)
    {
        var good = File.ReadAllBytes(_folder[name]);
        var change = Gen.Choose(0, good.Length - 1).SelectMany(at => Gen.Choose(0, 255).Select(value => (at, (byte)value)));
        var length = Gen.Frequency((4, Gen.Constant(good.Length)), (1, Gen.Choose(0, good.Length)));
        Prop.ForAll(Arb.From(Gen.ListOf(change).Zip(length)), changed =>
        {
            var bytes = (byte[])good.Clone();
            foreach (var (at, value) in changed.Item1) bytes[at] = value;
            File.WriteAllBytes(_folder["changed"], bytes[..changed.Item2]);
            try
            {
                read(_folder["changed"]);
                return true;
            }
            catch (Exception e)
            {
                if (e is InvalidDataException or DataProblemsException) return true;
                throw;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }
}
