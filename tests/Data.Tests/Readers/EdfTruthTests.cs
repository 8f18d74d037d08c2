using System.Text.Json;
using Eegavi.Data.Readers.Edf;

namespace Eegavi.Data.Tests.Readers;

/// <summary>Genuine and odd files, against MNE's reading of them.</summary>
public class EdfTruthTests
{
    private const string Bids = "eeg_formats/bids/BIDS_test/sub-S1/ses-01/eeg/sub-S1_ses-01_task-Experiment_run-01_eeg.edf";

    [SkippableTheory]
    [InlineData("eeg_formats/mne_test.edf")]
    [InlineData("eeg_formats/mne_test_edf_stim_channel.edf")]
    [InlineData("eeg_formats/mne_duplicate_channel_labels.edf")]
    [InlineData("eeg_formats/pyedflib_test_utf8.edf")]
    [InlineData("eeg_formats/mne_test.bdf")]
    [InlineData(Bids)]
    public void Read_OneRate_AgreesWithMne(string name)
    {
        var truth = Shared.Truth(name);
        var recording = new EdfReader().Read(Shared.Recording(name));
        var names = truth.GetProperty("ch_names").EnumerateArray().Select(e => e.GetString()!).ToList();
        var types = truth.GetProperty("ch_types").EnumerateArray().Select(e => e.GetString()!).ToList();

        for (var c = 0; c < names.Count; c++)
        {
            if (types[c] == "stim") continue;
            var signal = recording.Signals.Single(s => s.Channels.Contains(names[c]));
            var volts = signal.Channel(names[c]).Select(v => v * 1e-6).ToArray();
            signal.RateHz.Should().Be(truth.GetProperty("sfreq").GetDouble());
            volts.Should().HaveCount(truth.GetProperty("n_times").GetInt32());
            Close(volts[..8], Row(truth, "first", c));
            Close(volts[^3..], Row(truth, "last", c));
            var scale = volts.Max(Math.Abs);
            volts.Average().Should().BeApproximately(truth.GetProperty("mean")[c].GetDouble(), 1e-7 * scale);
        }
    }

    [SkippableTheory]
    [InlineData("eeg_formats/mne_test.edf")]
    [InlineData("eeg_formats/pyedflib_test_utf8.edf")]
    public void Read_Annotations_AgreeWithMne(string name)
    {
        var expected = Shared.Truth(name).GetProperty("annotations").EnumerateArray().Select(a => (a[0].GetDouble(), a[1].GetDouble(), a[2].GetString()!)).ToList();

        var notes = new EdfReader().Read(Shared.Recording(name)).Annotations;

        notes.Select(n => (Math.Round(n.StartSeconds, 6), n.DurationSeconds, n.Text)).Should().Equal(expected);
    }

    // The stored numbers in double precision: MNE's figures hold to 1e-8, which a float cannot show.
    [SkippableTheory]
    [InlineData("eeg_formats/mne_test_edf_stim_channel.edf")]
    [InlineData(Bids)]
    public void Physical_InDoublePrecision_AgreesWithMneTo1e8(string name)
    {
        var truth = Shared.Truth(name);
        using var stream = File.OpenRead(Shared.Recording(name));
        var header = EdfHeader.Parse(stream, name, 2048);
        for (var c = 0; c < header.Channels.Count; c++)
            for (var i = 0; i < 8; i++)
            {
                stream.Position = header.HeaderBytes + header.Channels[c].Offset + 2 * i;
                var stored = (short)(stream.ReadByte() | stream.ReadByte() << 8);
                var expected = truth.GetProperty("first")[c][i].GetDouble();
                (header.Channels[c].Physical(stored) * 1e-6).Should().BeApproximately(expected, Math.Max(Math.Abs(expected) * 1e-8, 5e-15));
            }
    }

    [SkippableFact]
    public void Read_MixedRates_KeepsEachOwnRate()
    {
        var recording = new EdfReader().Read(Shared.Recording("eeg_formats/mne_test_uneven_samp.edf"));

        recording.Signals.Select(s => (s.Channels[0], s.RateHz, s.Length)).Should().Equal(("3Hz +5/-5 V", 100.0, 11000), ("0.2Hz Blk 1/0uV", 12.8, 1408));
        Close(recording.Signals[0].Samples[0][..8].Select(v => v * 1e-6).ToArray(), Row(Shared.Truth("eeg_formats/mne_test_uneven_samp.edf"), "first", 0));
    }

    [SkippableFact]
    public void Read_BdfPlusMixedRates_KeepsEachOwnRate()
    {
        var truth = Shared.Truth("eeg_formats/pyedflib_test_generator.bdf");
        var recording = new EdfReader().Read(Shared.Recording("eeg_formats/pyedflib_test_generator.bdf"));

        recording.Signals.Select(s => (s.Channels[0], s.RateHz)).Should().Equal(("sine 5Hz", 1000.0), ("square 13Hz", 800.0), ("ramp 7Hz", 500.0), ("pink noise", 975.0), ("white noise", 999.0));
        var sine = recording.Signals[0].Samples[0].Select(v => v * 1e-6).ToArray();
        Close(sine[..8], Row(truth, "first", 0), 2e-9);
    }

    [SkippableFact]
    public void Read_BioSemiStatus_IsASignalOfItsOwn()
    {
        var recording = new EdfReader().Read(Shared.Recording("eeg_formats/mne_test.bdf"));

        var status = recording.Signals.Single(s => s.Channels.Contains("Status"));
        status.Unit.Should().Be("Boolean");
        status.Samples[0].Average(v => ((int)v & 0xFFFF) * 1.0).Should().BeApproximately(1.3125, 1e-9);
    }

    private static double[] Row(JsonElement truth, string key, int channel) => [.. truth.GetProperty(key)[channel].EnumerateArray().Select(e => e.GetDouble())];

    private static void Close(double[] actual, double[] expected, double floor = 1e-13)
    {
        for (var i = 0; i < expected.Length; i++) actual[i].Should().BeApproximately(expected[i], Math.Max(1.2e-7 * Math.Abs(expected[i]), floor));
    }
}
