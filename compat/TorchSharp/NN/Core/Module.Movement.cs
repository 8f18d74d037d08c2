using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Moves and converts parameters and buffers.</summary>
            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                CheckType(dtype);
                CheckDevice(device.type);
                _toEpilog(device, dtype, non_blocking);
                return this;
            }

            /// <summary>Moves parameters and buffers.</summary>
            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                CheckDevice(deviceType);
                deviceIndex = deviceType == DeviceType.CUDA ? deviceIndex : -1;
                if (deviceType != _deviceType || deviceIndex != _deviceIndex)
                {
                    _toEpilog(deviceType, deviceIndex, non_blocking);
                }

                return this;
            }

            /// <summary>Converts parameters and buffers.</summary>
            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                CheckType(dtype);
                _toEpilog(dtype, non_blocking);
                return this;
            }

            /// <summary>Moves and converts parameters and buffers to where and what a tensor is.</summary>
            public Module _to(Tensor other, bool non_blocking)
            {
                _to(other.dtype, non_blocking);
                return _to(other.device_type, other.device_index, non_blocking);
            }

            /// <summary>Converts children, then own parameters and buffers.</summary>
            protected void _toEpilog(ScalarType dtype, bool non_blocking) => _toEpilog(dtype, null, non_blocking);

            /// <summary>Moves and converts children, then own parameters and buffers.</summary>
            protected void _toEpilog(Device device, ScalarType dtype, bool non_blocking) =>
                _toEpilog((ScalarType?)dtype, device, non_blocking);

            /// <summary>Moves children, then own parameters and buffers.</summary>
            protected void _toEpilog(DeviceType deviceType, int deviceIndex, bool non_blocking) =>
                _toEpilog(null, new Device(deviceType, deviceIndex), non_blocking);

            /// <summary>Moves and converts children, then own parameters and buffers; a null argument leaves that side as it is.</summary>
            protected virtual void _toEpilog(ScalarType? dtype, Device device, bool non_blocking)
            {
                if (dtype is null && device is null)
                {
                    throw new ArgumentNullException(nameof(dtype), "Expected a type or a device; got neither.");
                }

                foreach (var (_, child) in named_children())
                {
                    child.MoveTo(dtype, device, non_blocking);
                }

                ReplaceOwn(dtype, device);
                if (device is not null)
                {
                    (_deviceType, _deviceIndex) = (device.type, device.index);
                }
            }

            /// <summary>A copy of a buffer as asked for; false where the buffer already is what was asked. Integer buffers keep their type.</summary>
            protected static bool ReplaceBuffer(ScalarType? dtype, Device device, Tensor buffer, out Tensor result)
            {
                result = null;
                var type = TypeFor(buffer, dtype);
                if (IsThere(buffer, type, device))
                {
                    return false;
                }

                result = buffer.to(type, device ?? buffer.device, disposeAfter: true).DetachFromDisposeScope();
                return true;
            }

            /// <summary>A copy of a parameter and its gradient as asked for; false where the parameter already is what was asked.</summary>
            protected static bool ReplaceParameter(ScalarType? dtype, Device device, Parameter param, out Parameter p)
            {
                p = null;
                var type = TypeFor(param, dtype);
                if (IsThere(param, type, device))
                {
                    return false;
                }

                using var mode = no_grad();
                var target = device ?? param.device;
                p = new Parameter(param.to(type, target), param.requires_grad);
                p.DetachFromDisposeScope();
                using var grad = param.grad;
                if (grad is not null)
                {
                    using var moved = grad.to(type, target);
                    p.grad = moved;
                }

                return true;
            }

            private static void CheckType(ScalarType dtype)
            {
                if (!IsFloating(dtype))
                {
                    throw new ArgumentException(
                        $"nn.Module.to only accepts floating point or complex types, but got desired dtype={dtype}");
                }
            }

            private static void CheckDevice(DeviceType type)
            {
                if (type == DeviceType.CUDA && !cuda.is_available())
                {
                    throw new InvalidOperationException("CUDA is not available.");
                }
            }

            private static bool IsFloating(ScalarType type) => type
                is ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64
                or ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;

            private static ScalarType TypeFor(Tensor tensor, ScalarType? asked) =>
                asked is { } type && IsFloating(tensor.dtype) ? type : tensor.dtype;

            private static bool IsThere(Tensor tensor, ScalarType type, Device device) =>
                tensor.dtype == type
                && (device is null || (tensor.device_type == device.type && (device.index < 0 || tensor.device_index == device.index)));

            private void MoveTo(ScalarType? dtype, Device device, bool non_blocking)
            {
                if (device is null)
                {
                    _to(dtype!.Value, non_blocking);
                }
                else if (dtype is null)
                {
                    _to(device.type, device.index, non_blocking);
                }
                else
                {
                    _to(device, dtype.Value, non_blocking);
                }
            }

            private void ReplaceOwn(ScalarType? dtype, Device device)
            {
                foreach (var (key, parameter) in named_parameters(false).ToList())
                {
                    if (ReplaceParameter(dtype, device, parameter, out var moved))
                    {
                        SetMember(key, moved);
                        parameter.Dispose();
                        ConditionallyRegisterParameter(key, moved);
                    }
                }

                foreach (var (key, buffer) in named_buffers(false).ToList())
                {
                    if (ReplaceBuffer(dtype, device, buffer, out var moved))
                    {
                        SetMember(key, moved);
                        ConditionallyRegisterBuffer(key, moved);
                    }
                }
            }

            private void SetMember(string key, Tensor value)
            {
                // A public property of the component's name owns the field behind it; otherwise the field of that name is set.
                if (GetType().GetProperty(key) is { CanWrite: true } property)
                {
                    property.SetValue(this, value);
                }
                else
                {
                    FieldsOf(GetType()).FirstOrDefault(field => field.ComponentName() == key)?.SetValue(this, value);
                }
            }
        }
    }
}
