using Microsoft.ML.Data;

namespace Eegavi.Compat.MachineLearning.Tests.Schema;

public class VBufferTests
{
    private readonly VBuffer<float> _sparse = new(6, 2, [1.5f, 2.5f], [1, 4]);

    [Fact]
    public void Sparse_KnowsItsItems()
    {
        _sparse.IsDense.Should().BeFalse();
        _sparse.DenseValues().Should().Equal(0, 1.5f, 0, 0, 2.5f, 0);
        _sparse.Items().Select(item => (item.Key, item.Value)).Should().Equal((1, 1.5f), (4, 2.5f));
        _sparse.GetItemOrDefault(4).Should().Be(2.5f);
        _sparse.GetItemOrDefault(3).Should().Be(0);
    }

    [Theory]
    [InlineData(0, 6, "0 1.5 0 0 2.5 0")]
    [InlineData(1, 3, "1.5 0 0")]
    [InlineData(4, 1, "2.5")]
    [InlineData(5, 1, "0")]
    public void CopyTo_APart_MovesPlaces(int from, int length, string expected)
    {
        VBuffer<float> part = default;
        _sparse.CopyTo(ref part, from, length);
        string.Join(" ", part.DenseValues()).Should().Be(expected);
    }

    [Fact]
    public void Editor_WritesOverMemoryThatIsLargeEnough()
    {
        var buffer = new VBuffer<float>(3, [1, 2, 3]);
        var editor = VBufferEditor.Create(ref buffer, 2);
        editor.CreatedNewValues.Should().BeFalse();
        editor.Values[1] = 9;
        buffer = editor.Commit();
        buffer.DenseValues().Should().Equal(1, 9);
        VBufferEditor.Create(ref buffer, 4).CreatedNewValues.Should().BeTrue();
    }

    [Fact]
    public void CopyToDense_FillsGaps()
    {
        VBuffer<float> dense = default;
        _sparse.CopyToDense(ref dense);
        dense.IsDense.Should().BeTrue();
        dense.GetValues().ToArray().Should().Equal(0, 1.5f, 0, 0, 2.5f, 0);
    }
}
