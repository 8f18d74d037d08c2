using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimiser remembers of one parameter.</summary>
public abstract class OptimizerState
{
    /// <summary>The parameter.</summary>
    protected Parameter _parameter;

    /// <summary>The state of a parameter.</summary>
    protected OptimizerState(Parameter parameter) => _parameter = parameter;

    /// <summary>Makes the state of a parameter that has made no step.</summary>
    public abstract void Initialize(OptimizerOptions options);

    /// <summary>Writes the state.</summary>
    public abstract void SaveStateDict(BinaryWriter writer);

    /// <summary>Reads the state.</summary>
    public abstract void LoadStateDict(BinaryReader reader);

    /// <summary>Copies the state of another parameter.</summary>
    public abstract void LoadStateDict(OptimizerState source);

    /// <summary>Whether two states are equal up to rounding.</summary>
    public virtual bool ApproximatelyEquals(OptimizerState other) => false;

    /// <summary>Moves the state to a device.</summary>
    public virtual void to(Device device)
    {
    }

    /// <summary>Reads a tensor that may be missing.</summary>
    protected static void LoadConditionalStateTensor(BinaryReader reader, ref Tensor result, Device device)
    {
        if (reader.ReadBoolean())
        {
            using var loaded = TensorExtensionMethods.Load(reader);
            Replace(ref result, loaded.to(device, copy: true));
        }
        else
        {
            Replace(ref result, null);
        }
    }

    /// <summary>Writes a tensor that may be missing.</summary>
    protected static void SaveConditionalStateTensor(BinaryWriter writer, Tensor tensor)
    {
        writer.Write(tensor is not null);
        tensor?.Save(writer);
    }

    /// <summary>Lets a tensor go and keeps another one, out of every scope.</summary>
    private protected static void Replace(ref Tensor own, Tensor value)
    {
        own?.Dispose();
        own = value?.DetachFromDisposeScope();
    }

    private protected void Zeros(ref Tensor own) => Replace(ref own, zeros_like(_parameter, requires_grad: false));

    private protected void Copy(ref Tensor own, Tensor source) => Replace(ref own, source?.to(_parameter.device, copy: true));

    private protected static void Move(ref Tensor own, Device device)
    {
        if (own is not null && (own.device_type != device.type || own.device_index != device.index))
        {
            Replace(ref own, own.to(device, copy: true));
        }
    }

    private protected static bool Close(Tensor own, Tensor other) =>
        own is null ? other is null : other is not null && own.allclose(other);
}
