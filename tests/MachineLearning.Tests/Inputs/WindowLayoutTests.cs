using Eegavi.MachineLearning.Inputs;
using Microsoft.ML.Data;
using TorchSharp;

namespace Eegavi.MachineLearning.Tests.Inputs;

public class WindowLayoutTests
{
    // 2 channels of 3 and of 2 steps: the shorter row is padded inside each channel, not behind the last.
    [Fact]
    public void Stack_PadsEachChannel()
    {
        var layout = new WindowLayout([2, 8], StepAxis: 1, StepSeconds: 0.5);
        using var window = Stack(layout, 3, isNeeded: true, [layout.Row(Of(1, 2, 3, 4, 5, 6), null, "x"), layout.Row(Of(7, 8, 9, 10), null, "x"), RowWindow.Missing])!;
        window.Values.shape.Should().Equal(3, 2, 3);
        window.Values.data<float>().Should().Equal(1, 2, 3, 4, 5, 6, 7, 8, 0, 9, 10, 0, 0, 0, 0, 0, 0, 0);
        window.Valid.data<bool>().Should().Equal(true, true, true, true, true, false, false, false, false);
        window.Seconds.data<float>().Take(3).Should().Equal(0.25f, 0.75f, 1.25f);
    }

    // Rows come a few at a time, the longest last, and fewer than there is room for.
    [Fact]
    public void Stack_GrowsWithItsRows()
    {
        var layout = new WindowLayout([2, 8], StepAxis: 1, StepSeconds: 1);
        using var scope = torch.NewDisposeScope();
        var window = Stack(layout, 5, isNeeded: false, [RowWindow.Missing], [layout.Row(Of(1, 2), null, "x")], [layout.Row(Of(3, 4, 5, 6), null, "x"), layout.Row(Of(7, 8), null, "x")])!;
        window.Values.shape.Should().Equal(4, 2, 2);
        window.Values.data<float>().Should().Equal(0, 0, 0, 0, 1, 0, 2, 0, 3, 4, 5, 6, 7, 0, 8, 0);
        window.Valid.data<bool>().Should().Equal(false, false, true, false, true, true, true, false);
        window.Seconds.data<float>().Should().Equal(0, 0, 0.5f, 0, 0.5f, 1.5f, 0.5f, 0);
    }

    [Fact]
    public void NaN_MakesItsStepMissing()
    {
        var row = new WindowLayout([2, 8], 1, 1).Row(Of(1, float.NaN, 3, 4, 5, 6), null, "x");
        row.Valid.Should().Equal(true, false, true);
        row.Values.DenseValues().Should().Equal(1, 0, 3, 4, 5, 6);
    }

    // A look at many numbers at once must not pass over those at the end.
    [Fact]
    public void NaN_IsFoundWhereverItStands()
    {
        for (var at = 0; at < 37; at++)
        {
            var values = new float[37];
            values[at] = float.NaN;
            new WindowLayout([8], 0, 0).Row(Of(values), null, "x").Valid.Should().Equal(Enumerable.Range(0, 37).Select(step => step != at));
        }
    }

    [Fact]
    public void SecondsOfTheirOwn_MustBeOneForEachStep()
    {
        var layout = new WindowLayout([8, 2], 0, 1);
        layout.Row(Of(1, 2, 3, 4), [7, 9], "x").Seconds.Should().Equal(7, 9);
        layout.Invoking(l => l.Row(Of(1, 2, 3, 4), [7], "x")).Should().Throw<ArgumentException>().WithMessage("Column 'x': expected a second for each of 2 steps; got 1.");
    }

    [Fact]
    public void ARowWithoutTheModality_IsLeftOutOrWhollyInvalid()
    {
        var layout = new WindowLayout([5, 2], 0, 1);
        Stack(layout, 1, isNeeded: false, [RowWindow.Missing]).Should().BeNull();
        using var window = Stack(layout, 1, isNeeded: true, [RowWindow.Missing])!;
        window.Values.shape.Should().Equal(1, 5, 2);
        window.Valid.any().item<bool>().Should().BeFalse();
    }

    private static ModalityWindow? Stack(WindowLayout layout, int most, bool isNeeded, params RowWindow[][] parts)
    {
        var stack = new WindowStack(layout, most);
        foreach (var rows in parts) stack.Add(Array.ConvertAll(rows, row => new[] { row }), 0);
        return stack.Take(isNeeded);
    }

    private static VBuffer<float> Of(params float[] values) => new(values.Length, values);
}
