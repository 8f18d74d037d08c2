using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Tests.Tokens;

public class BatchTests
{
    [Fact]
    public void To_WhereItIs_IsTheSameBatch()
    {
        using var batch = Made();
        batch.To(CPU).Should().BeSameAs(batch);
    }

    [Fact]
    public void To_AnotherDevice_MovesEveryTensor_AndKeepsTheRows()
    {
        using var batch = Made();
        // A device without numbers, which every machine has.
        using var moved = batch.To(META);

        var window = moved.Modalities["eeg"];
        Tensor[] all = [window.Values, window.Valid, window.Seconds, moved.Labels["mood"].Values, moved.Labels["mood"].Present, moved.Targets["taught"].Values, moved.Targets["taught"].Present, moved.Targets["taught"].Seconds!];
        all.Should().OnlyContain(tensor => tensor.device_type == DeviceType.META);
        window.Values.shape.Should().Equal(2, 3, 5);
        moved.Targets["taught"].FromStimulus.Should().BeTrue();
        moved.Should().BeEquivalentTo(batch, of => of.Including(b => b.RowIds).Including(b => b.Subjects).Including(b => b.Stimuli).Including(b => b.StimulusModalities));
        batch.Modalities["eeg"].Values.device_type.Should().Be(DeviceType.CPU);
    }

    [Fact]
    public void To_WhereOnlyTheTargetsAreElsewhere_MovesThem()
    {
        using var batch = Made();
        using var mixed = batch.To(META).With(targets: batch.Targets);

        mixed.To(META).Targets["taught"].Values.device_type.Should().Be(DeviceType.META);
    }

    private static Batch Made() => new()
    {
        Modalities = new Dictionary<string, ModalityWindow> { ["eeg"] = new() { Values = zeros(2, 3, 5), Valid = ones([2, 5], ScalarType.Bool), Seconds = zeros(2, 5) } },
        Labels = new Dictionary<string, LabelColumn> { ["mood"] = new() { Values = zeros([2], ScalarType.Int64), Present = ones([2], ScalarType.Bool) } },
        RowIds = ["r0", "r1"],
        Subjects = ["s0", "s1"],
        Stimuli = [new("film", 0, 8), null],
        StimulusModalities = new HashSet<string> { "audio" },
        Targets = new Dictionary<string, LossVector> { ["taught"] = new("taught", zeros(2, 4), ones([2], ScalarType.Bool)) { FromStimulus = true, Seconds = zeros(2, 1) } },
    };
}
