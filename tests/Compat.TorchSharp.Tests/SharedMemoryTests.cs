using System.Buffers;
using static TorchSharp.torch;

namespace Eegavi.Compat.TorchSharp.Tests;

public class SharedMemoryTests
{
    private sealed class Owner : MemoryManager<float>
    {
        private readonly float[] _values = GC.AllocateArray<float>(3, pinned: true);

        internal Owner() => new float[] { 1, 2, 3 }.CopyTo(_values, 0);

        internal int Pins { get; private set; }

        public override Span<float> GetSpan() => _values;

        public override unsafe MemoryHandle Pin(int elementIndex = 0)
        {
            Pins++;
            fixed (float* first = _values) return new(first, pinnable: this);
        }

        public override void Unpin() => Pins--;

        protected override void Dispose(bool disposing) { }
    }

    [Fact]
    public void TensorOverMemory_LetsItGoWithTheLastView()
    {
        var owner = new Owner();
        using (NewDisposeScope())
        {
            var view = tensor(owner.Memory, [3])[TensorIndex.Slice(1)];
            (owner.Pins, view.sum().item<float>()).Should().Be((1, 5f));
        }
        owner.Pins.Should().Be(0);
    }

    [Fact]
    public void TensorOverABuffer_SeesWhatIsWrittenToIt()
    {
        using var scope = NewDisposeScope();
        var values = new float[] { 1, 2, 3 };
        var shared = frombuffer(values, float32, count: 2, offset: sizeof(float));
        values[1] = 9;
        shared.data<float>().Should().Equal(9, 3);
    }

    [Fact]
    public void TensorOfAnArray_IsACopy()
    {
        using var scope = NewDisposeScope();
        var values = new float[] { 1, 2 };
        var copy = tensor(values);
        values[0] = 9;
        copy[0].item<float>().Should().Be(1);
    }

    [Fact]
    public void DataOfATensor_OutlivesIt()
    {
        using var source = arange(5, float32);
        var data = (source + 1).data<float>();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        data.ToArray().Should().Equal(1, 2, 3, 4, 5);
        data.Dispose();
    }
}
